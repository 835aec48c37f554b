package dev.miniworks.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.testing.Samples;
import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.ReplicaSetView;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevisionBookTest {

  private static final Meta WEB =
      Samples.withAnnotations(
          Samples.meta("web"),
          Map.of(
              "team",
              "shop",
              Annotations.LAST_APPLIED,
              "{}",
              Annotations.REVISION,
              "99",
              Annotations.REVISION_HISTORY,
              "98",
              Annotations.DESIRED_REPLICAS,
              "97",
              Annotations.MAX_REPLICAS,
              "96",
              Annotations.ROLLBACK_TO,
              "95"));

  private static ReplicaSetView set(String name, Map<String, String> annotations) {
    return Samples.set(
        Samples.withAnnotations(Samples.meta(name), annotations), 1, Samples.template("web:1"));
  }

  private static ReplicaSetView numbered(int revision) {
    return set("web-" + revision, Map.of(Annotations.REVISION, Integer.toString(revision)));
  }

  @Test
  void copiesWhatIsTheUsersAndTakesNothingAway() {
    ReplicaSetView set = set("web-1", Map.of(Annotations.REVISION, "1", "gone", "x"));

    assertThat(RevisionBook.forCurrentSet(WEB, set, List.of()))
        .isEqualTo(Map.of(Annotations.REVISION, "1", "gone", "x", "team", "shop"));
  }

  @Test
  void aSetThatComesBackIsNumberedAnewAndRemembersItsNumbers() {
    ReplicaSetView once = set("web-1", Map.of(Annotations.REVISION, "1"));
    ReplicaSetView again =
        set("web-1", Map.of(Annotations.REVISION, "4", Annotations.REVISION_HISTORY, "1,2"));

    assertThat(RevisionBook.forCurrentSet(WEB, once, List.of(numbered(2), numbered(3))))
        .containsEntry(Annotations.REVISION, "4")
        .containsEntry(Annotations.REVISION_HISTORY, "1");
    assertThat(RevisionBook.forCurrentSet(WEB, again, List.of(numbered(6))))
        .containsEntry(Annotations.REVISION, "7")
        .containsEntry(Annotations.REVISION_HISTORY, "1,2,4");
  }

  @Test
  void aHigherNumberIsKept() {
    assertThat(RevisionBook.forCurrentSet(WEB, numbered(9), List.of(numbered(2))))
        .containsEntry(Annotations.REVISION, "9")
        .doesNotContainKey(Annotations.REVISION_HISTORY);
  }

  @Test
  void numbersThatCannotBeReadCountAsNone() {
    ReplicaSetView odd = set("web-1", Map.of(Annotations.REVISION, "one"));

    assertThat(RevisionBook.highest(List.of(odd, numbered(3)))).isEqualTo(3);
    assertThat(RevisionBook.forCurrentSet(WEB, odd, List.of(numbered(3))))
        .containsEntry(Annotations.REVISION, "4")
        .doesNotContainKey(Annotations.REVISION_HISTORY);
  }

  @Test
  void aLongHistoryLosesItsOldestNumbers() {
    String history =
        IntStream.range(1000, 1400).mapToObj(Integer::toString).collect(Collectors.joining(","));
    ReplicaSetView set =
        set("web-1", Map.of(Annotations.REVISION, "1400", Annotations.REVISION_HISTORY, history));

    String appended =
        RevisionBook.forCurrentSet(WEB, set, List.of(numbered(1500)))
            .get(Annotations.REVISION_HISTORY);

    assertThat(history).hasSize(1999);
    assertThat(appended).hasSize(1999).startsWith("1001,").endsWith(",1399,1400");
  }
}
