package dev.miniworks.bench;

import java.util.Locale;

/** What a Deployment goes through, in this order. */
public enum Phase {
  CREATE("Create to all Ready", "from the Deployment's creation until its status says complete"),
  UPDATE(
      "Rolling update to complete",
      "another image, 25 % surge and 25 % unavailable; until the status says complete"),
  REPLACE(
      "Replace lost pods",
      "at rest, pods are deleted one at a time, each when its forerunner's replacement is Ready"),
  REST("At rest", "nothing happens; every request is one too many"),
  ZERO("Scale to zero", "until the status says that none is left");

  private final String title;
  private final String meaning;

  Phase(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  /** The heading of its table. */
  public String title() {
    return title;
  }

  /** What happens in it. */
  public String meaning() {
    return meaning;
  }

  /** The name in the table of requests. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
