package dev.miniworks.mock.kinds;

import java.util.OptionalInt;

/** Base64 as the API server's decoder reads it: padded, and line ends count for nothing. */
final class Base64Text {

  private static final int QUANTUM = 4;

  private Base64Text() {}

  /** Where the decoder would give up; empty when it would not. */
  static OptionalInt illegalByte(final String text) {
    int inQuantum = 0;
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (isLineEnd(c)) {
        continue;
      }
      if (c == '=') {
        return afterPadding(text, i, inQuantum);
      }
      if (!isDigit(c)) {
        return OptionalInt.of(i);
      }
      inQuantum = (inQuantum + 1) % QUANTUM;
    }
    return inQuantum == 0 ? OptionalInt.empty() : OptionalInt.of(text.length() - inQuantum);
  }

  /** Padding comes third or fourth in a quantum, and nothing comes after it. */
  private static OptionalInt afterPadding(final String text, final int at, final int inQuantum) {
    if (inQuantum < 2) {
      return OptionalInt.of(at);
    }
    int end = skipLineEnds(text, at + 1);
    if (inQuantum == 2) {
      if (end == text.length() || text.charAt(end) != '=') {
        return OptionalInt.of(end);
      }
      end = skipLineEnds(text, end + 1);
    }
    return end == text.length() ? OptionalInt.empty() : OptionalInt.of(end);
  }

  private static int skipLineEnds(final String text, final int from) {
    int at = from;
    while (at < text.length() && isLineEnd(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isLineEnd(final char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isDigit(final char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/';
  }
}
