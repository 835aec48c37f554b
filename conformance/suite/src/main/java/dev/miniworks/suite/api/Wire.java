package dev.miniworks.suite.api;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** One scenario's exchange with the server, and the notes of it. */
final class Wire {

  private static final int NOTE = 16_000;

  private final Server server;
  private final Duration deadline;
  private final Queue<String> notes = new ConcurrentLinkedQueue<>();

  /**
   * A wire without notes yet.
   *
   * @param deadline how long an event of a watch is waited for
   */
  Wire(Server server, Duration deadline) {
    this.server = server;
    this.deadline = deadline;
  }

  Reply send(Request request) {
    var reply = server.send(request);
    notes.add(reply.excerpt(NOTE));
    return reply;
  }

  Watch watch(Request request) {
    notes.add(request.toString());
    return Watch.overHttp(server, request, deadline);
  }

  Watch watchSocket(Request request) {
    notes.add("(WebSocket) " + request);
    return Watch.overSocket(server, request, deadline);
  }

  /** Every request and its answer, one after another. */
  String transcript() {
    return notes.stream().map(note -> note + "\n").collect(Collectors.joining());
  }
}
