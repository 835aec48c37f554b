package dev.miniworks.mock.sim;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What happens at its time, for a clock that moves by hand and waits until it has happened. */
public interface Agenda {

  /** When something is due next; empty when nothing is planned. */
  Optional<Instant> next();

  /**
   * Returns when all has been done that there was to do and that is due by now.
   *
   * @return whether there was anything since it was last asked
   */
  boolean settle();

  /** One on which nothing is planned: what it has, it does at once. */
  static Agenda ofThePresent(BooleanSupplier settle) {
    return new Agenda() {
      @Override
      public Optional<Instant> next() {
        return Optional.empty();
      }

      @Override
      public boolean settle() {
        return settle.getAsBoolean();
      }
    };
  }
}
