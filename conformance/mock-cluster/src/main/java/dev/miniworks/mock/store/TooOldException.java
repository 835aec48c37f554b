package dev.miniworks.mock.store;

/** A revision is asked for of which the event log no longer knows what followed. */
public final class TooOldException extends RuntimeException {

  private final long asked;
  private final long oldest;

  TooOldException(long asked, long oldest) {
    super("too old resource version: " + asked + " (" + oldest + ")", null, false, false);
    this.asked = asked;
    this.oldest = oldest;
  }

  public long asked() {
    return asked;
  }

  /** The oldest revision that could have been asked for. */
  public long oldest() {
    return oldest;
  }
}
