package dev.miniworks.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Everything that a benchmark measured.
 *
 * @param date when it began
 */
public record Results(String date, Machine machine, Settings settings, List<PassFigures> passes) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Copies what it is given. */
  public Results {
    passes = List.copyOf(passes);
  }

  /** The raw figures of every pass. */
  public String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A contender's figures in a phase, one for each run. */
  Stream<PhaseFigures> figures(Contender contender, Warmth warmth, Phase phase) {
    return passes.stream()
        .filter(pass -> pass.contender() == contender && pass.warmth() == warmth)
        .flatMap(pass -> pass.phase(phase).stream());
  }

  /** What a figure was in each run. */
  List<Double> values(Contender contender, Warmth warmth, Phase phase, Figure figure) {
    return figures(contender, warmth, phase)
        .flatMap(figures -> figures.value(figure).stream())
        .toList();
  }

  /** The median of a figure over the runs; empty where it was not measured. */
  OptionalDouble median(Contender contender, Warmth warmth, Phase phase, Figure figure) {
    return Statistics.median(values(contender, warmth, phase, figure));
  }
}
