package dev.miniworks.suite;

/** How much hangs on a scenario. */
public enum Level {
  /** Without it the kind is not what its name says. */
  CORE,
  /** A finer point that some users rely on. */
  EXTENDED
}
