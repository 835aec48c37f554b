package dev.miniworks.bench;

import java.util.Locale;

/** Whether a process has done the work before. */
public enum Warmth {
  /** Right after its start. */
  COLD,
  /** A second time in the same process. */
  WARM;

  /** The name in tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
