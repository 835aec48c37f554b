package dev.miniworks.bench;

import java.util.Map;
import java.util.Optional;

/**
 * What was measured in one phase of one pass.
 *
 * @param values the figures that the phase has
 * @param requests the controller's requests, counted by verb and resource
 */
public record PhaseFigures(Phase phase, Map<Figure, Double> values, Map<String, Integer> requests) {

  /** Copies what it is given. */
  public PhaseFigures {
    values = Map.copyOf(values);
    requests = Map.copyOf(requests);
  }

  /** The figure, if the phase has it. */
  public Optional<Double> value(Figure figure) {
    return Optional.ofNullable(values.get(figure));
  }
}
