package dev.miniworks.mock.selector;

/** A selector that cannot be read; the message is the API server's. */
public final class SelectorException extends RuntimeException {

  SelectorException(String message) {
    super(message, null, false, false);
  }
}
