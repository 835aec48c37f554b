package dev.miniworks.suite;

import java.nio.file.Path;
import java.util.Set;

/** What all scenarios of a run share, and where each of them gets a stage of its own. */
public interface Arena {

  /** What the subject and the cluster offer. */
  Set<Capability> capabilities();

  /** The directory that takes the evidence of failures. */
  Path report();

  /** The command that runs one scenario again, but for its id. */
  String again();

  /** Starts what the scenarios are served by. */
  default void serve() {}

  /** Stops it, before the scenarios that bring something of their own in its place. */
  default void withdraw() {}

  /**
   * Sets the stage for one scenario.
   *
   * @param prefix what the name of its namespace starts with
   */
  Stage open(String prefix);
}
