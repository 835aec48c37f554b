package dev.miniworks.bench.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.miniworks.bench.Machine;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the benchmark of API servers measured.
 *
 * @param date when it began
 * @param pods how many were stored meanwhile
 * @param servers in the order of their turns, each of the contenders in every run
 */
public record ApiResults(
    String date, Machine machine, int pods, int runs, List<ServerFigures> servers) {

  /** Copies what it is given. */
  public ApiResults {
    servers = List.copyOf(servers);
  }

  /** The raw figures of every server. */
  public String json() throws JsonProcessingException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
  }

  List<Contender> contenders() {
    return servers.stream().map(ServerFigures::contender).distinct().toList();
  }

  /** The median over the runs; empty where it was not measured. */
  Optional<Outcome> median(Contender contender, Row row) {
    var outcomes =
        of(contender).stream()
            .flatMap(figures -> Optional.ofNullable(figures.outcomes().get(row)).stream())
            .toList();
    return outcomes.isEmpty() ? Optional.empty() : Optional.of(Outcome.median(outcomes));
  }

  /** What a contender does instead, in any run. */
  Optional<String> flaw(Contender contender, Ability ability) {
    return of(contender).stream()
        .flatMap(figures -> Optional.ofNullable(figures.flaws().get(ability)).stream())
        .findFirst();
  }

  private List<ServerFigures> of(Contender contender) {
    return servers.stream().filter(figures -> figures.contender() == contender).toList();
  }
}
