package dev.miniworks.mock;

import dev.miniworks.mock.sim.Agenda;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that stands still until it is moved. A cluster that is started with it does what its
 * simulated parts have planned while the clock moves, each at its time; what needs no time it does
 * at once, moved or not.
 */
public final class SimulatedClock extends Clock {

  private final List<Agenda> agendas = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  private SimulatedClock(Instant now) {
    this.now = now;
  }

  public static SimulatedClock at(Instant start) {
    return new SimulatedClock(start);
  }

  void attach(Agenda agenda) {
    agendas.add(agenda);
  }

  void detach(Agenda agenda) {
    agendas.remove(agenda);
  }

  /**
   * Moves the time on. When this returns the simulated parts of the cluster have done all that was
   * due until then, in the order of their times, and all that arose from it. Others, such as an
   * operator under test, are not waited for.
   */
  public synchronized void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + time);
    }
    Instant target = now.plus(time);
    settle();
    for (Optional<Instant> next = next(target); next.isPresent(); next = next(target)) {
      now = next.get().isAfter(now) ? next.get() : now;
      settle();
    }
    now = target;
    settle();
  }

  private Optional<Instant> next(Instant target) {
    return agendas.stream()
        .flatMap(agenda -> agenda.next().stream())
        .filter(due -> !due.isAfter(target))
        .min(Instant::compareTo);
  }

  /** Until nobody has anything left to do; what one does may give another something to do. */
  public void settle() {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Agenda agenda : agendas) {
        moved |= agenda.settle();
      }
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** This clock: its times bear no zone. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
