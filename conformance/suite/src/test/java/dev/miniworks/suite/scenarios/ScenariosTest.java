package dev.miniworks.suite.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.Selection;
import dev.miniworks.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The scenarios are named after one pattern, and the document lists what they cover. */
class ScenariosTest {

  private static final Path DOCUMENT = Path.of("../../docs/conformance.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-Z][^|]+: [^|]+) \\| (?:yes)? *\\| (`[^|]+) \\|$");

  private final List<Scenario> scenarios =
      new Suite(new Selection(Optional.empty(), Optional.empty()), 1).scenarios();

  @Test
  void idsAreUniqueAndOfThreeParts() {
    assertThat(scenarios)
        .extracting(Scenario::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+\\.[a-z-]+\\.[a-z-]+"));
  }

  @Test
  void eachStandsInTheClassThatItsIdNames() {
    for (var scenario : scenarios) {
      var parts = scenario.id().split("\\.");
      assertThat(type(parts[0], parts[1]).getDeclaredMethods())
          .as(scenario.id())
          .extracting(method -> method.getAnnotation(Scenario.class))
          .contains(scenario);
    }
  }

  @Test
  void eachSaysWhatItProvesInALine() {
    assertThat(scenarios)
        .extracting(Scenario::proves)
        .allMatch(proves -> !proves.isBlank() && proves.length() <= 90 && !proves.endsWith("."));
  }

  @Test
  void theDocumentListsTheUpstreamTestsThatAreCovered() throws IOException {
    var covered = new TreeMap<String, TreeSet<String>>();
    scenarios.stream()
        .filter(scenario -> !scenario.upstream().isEmpty())
        .forEach(
            scenario ->
                covered
                    .computeIfAbsent(scenario.upstream(), test -> new TreeSet<>())
                    .add(scenario.id()));
    var listed =
        ROW.matcher(Files.readString(DOCUMENT))
            .results()
            .collect(
                Collectors.toMap(
                    row -> row.group(1).strip(), ScenariosTest::ids, (a, b) -> a, TreeMap::new));
    assertThat(listed).isEqualTo(covered);
  }

  private static TreeSet<String> ids(MatchResult row) {
    return Arrays.stream(row.group(2).replace("`", "").split(","))
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Class<?> type(String kind, String topic) {
    var name =
        Map.of(
                "deployment", "Deployment",
                "replicaset", "ReplicaSet",
                "replicationcontroller", "ReplicationController",
                "operator", "Operator",
                "takeover", "Takeover")
            .get(kind);
    try {
      return Class.forName(
          ScenariosTest.class.getPackageName() + "." + name + capitalized(topic) + "Scenarios");
    } catch (ClassNotFoundException missing) {
      throw new AssertionError("no class for " + kind + "." + topic, missing);
    }
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
