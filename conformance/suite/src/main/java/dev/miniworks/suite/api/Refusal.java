package dev.miniworks.suite.api;

import static org.assertj.core.api.Assertions.assertThat;

/** The Status with which a server refused a request. */
public record Refusal(Document status) {

  /** Its message contains all of this. */
  public Refusal says(String... words) {
    for (var word : words) {
      assertThat(status.text("/message")).contains(word);
    }
    return this;
  }

  /** Its details name this object. */
  public Refusal about(String plural, String name) {
    assertThat(status.text("/details/kind")).as(status::toString).isEqualTo(plural);
    assertThat(status.text("/details/name")).as(status::toString).isEqualTo(name);
    return this;
  }

  /** One of its causes has this reason and field, and a message with these words. */
  public Refusal cause(String reason, String field, String... words) {
    assertThat(status.list("/details/causes"))
        .as(status::toString)
        .anySatisfy(
            cause -> {
              assertThat(cause.text("/reason")).isEqualTo(reason);
              assertThat(cause.text("/field")).isEqualTo(field);
              for (var word : words) {
                assertThat(cause.text("/message")).contains(word);
              }
            });
    return this;
  }

  /** It has so many causes. */
  public Refusal causes(int number) {
    assertThat(status.list("/details/causes")).as(status::toString).hasSize(number);
    return this;
  }
}
