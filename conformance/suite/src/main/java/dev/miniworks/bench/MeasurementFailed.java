package dev.miniworks.bench;

/** A contender did not come to where it should; the message says where it stands. */
public final class MeasurementFailed extends RuntimeException {

  /** With a reason fit for a user. */
  public MeasurementFailed(String message) {
    super(message);
  }
}
