package dev.miniworks.mock.api;

/**
 * Why an object cannot be read as its kind, in the words of the API server.
 *
 * @param decoding those of its decoder
 * @param converting those of the converter through which strategic merge patches go
 */
public record Misfit(String decoding, String converting) {

  /** One of which both say the same. */
  public static Misfit of(final String words) {
    return new Misfit(words, words);
  }
}
