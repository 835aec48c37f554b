package dev.miniworks.bench;

import java.util.List;
import java.util.Optional;

/**
 * What was measured in one pass, which takes a Deployment through its phases.
 *
 * @param run counted from 1
 */
public record PassFigures(Contender contender, int run, Warmth warmth, List<PhaseFigures> phases) {

  /** Copies what it is given. */
  public PassFigures {
    phases = List.copyOf(phases);
  }

  /** The figures of a phase, if the pass had it. */
  public Optional<PhaseFigures> phase(Phase phase) {
    return phases.stream().filter(figures -> figures.phase() == phase).findFirst();
  }
}
