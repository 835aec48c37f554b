package dev.miniworks.suite.faults;

import java.util.concurrent.CompletionStage;

/** What goes wrong with a request on its way to the API server or back. */
public sealed interface Fault {

  /** The request is lost, and its sender killed. */
  record LostWithSender(Runnable kill) implements Fault {}

  /** The request is carried out, its answer lost, and its sender killed. */
  record AnswerLostWithSender(Runnable kill) implements Fault {}

  /** The request is carried out and its answer lost: the connection breaks. */
  record AnswerLost() implements Fault {}

  /** The request is carried out, and its answer held back until then. */
  record AnswerHeld(CompletionStage<?> until) implements Fault {}

  /** The server answers with this error and does nothing. */
  record Refused(int code, String reason) implements Fault {}
}
