package dev.miniworks.suite.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;

/** What the server answered. */
public record Reply(Request request, int code, HttpHeaders headers, String body) {

  private static final int EXCERPT = 1_000;

  /** The body, read as JSON. */
  public Document document() {
    return Document.json(body);
  }

  /**
   * The document, when the status code is this one.
   *
   * @throws AssertionError when it is another
   */
  public Document expect(int expected) {
    assertThat(code).as(this::toString).isEqualTo(expected);
    return document();
  }

  /**
   * The refusal, when the server refused for this reason.
   *
   * @throws AssertionError when status code or reason are others, or the body is no proper Status
   */
  public Refusal refused(int expected, String reason) {
    var status = expect(expected);
    assertThat(status.text("/kind")).as(this::toString).isEqualTo("Status");
    assertThat(status.text("/apiVersion")).as(this::toString).isEqualTo("v1");
    assertThat(status.text("/status")).as(this::toString).isEqualTo("Failure");
    assertThat(status.number("/code")).as(this::toString).isEqualTo(expected);
    assertThat(status.text("/reason")).as(this::toString).isEqualTo(reason);
    return new Refusal(status);
  }

  /** Answer and request, each cut to so many characters. */
  String excerpt(int length) {
    return "%s %s -> %d %s%s"
        .formatted(
            request.method(),
            request.target(),
            code,
            cut(body, length),
            request.body().map(sent -> "\n  was sent: " + cut(sent, length)).orElse(""));
  }

  private static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) + " ..." : text;
  }

  @Override
  public String toString() {
    return excerpt(EXCERPT);
  }
}
