package dev.miniworks.mock.patch;

/** A patch that cannot be applied. */
public final class PatchException extends RuntimeException {

  private final boolean malformed;

  private PatchException(String message, boolean malformed) {
    super(message, null, false, false);
    this.malformed = malformed;
  }

  /** A patch that no object could take. */
  static PatchException malformed(String message) {
    return new PatchException(message, true);
  }

  /** A patch that this object cannot take. */
  static PatchException inapplicable(String message) {
    return new PatchException(message, false);
  }

  public boolean malformed() {
    return malformed;
  }
}
