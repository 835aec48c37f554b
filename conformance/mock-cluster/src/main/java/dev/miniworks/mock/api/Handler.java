package dev.miniworks.mock.api;

/** Answers requests. */
@FunctionalInterface
public interface Handler {

  /**
   * @throws ApiException when the request is refused
   */
  Answer handle(Request request);
}
