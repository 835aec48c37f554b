package dev.miniworks.mock.sim;

import java.time.Instant;
import java.util.Optional;

/** What happens at its time, for a clock that moves by hand and waits until it has happened. */
public interface Agenda {

  /** When something is due next; empty when nothing is planned. */
  Optional<Instant> next();

  /**
   * Returns when all has been done that there was to do and that is due by now.
   *
   * @return whether there was anything
   */
  boolean settle();
}
