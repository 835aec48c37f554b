package dev.miniworks.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.testing.Samples;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {

  @ParameterizedTest(name = "{0} object, matching {1}, deleting {2}, owner deleting {3}: {4}")
  @CsvSource({
    "ours,   true,  false, false, KEEP",
    "ours,   true,  true,  false, KEEP",
    "ours,   true,  false, true,  KEEP",
    "ours,   false, false, false, RELEASE",
    "ours,   false, false, true,  IGNORE",
    "theirs, true,  false, false, IGNORE",
    "theirs, false, false, false, IGNORE",
    "orphan, true,  false, false, ADOPT",
    "orphan, true,  true,  false, IGNORE",
    "orphan, true,  false, true,  IGNORE",
    "orphan, false, false, false, IGNORE",
  })
  void follows(String whose, boolean matching, boolean gone, boolean ownerGone, Claim expected) {
    Meta owner = Samples.meta("owner");
    Meta object =
        switch (whose) {
          case "ours" -> Samples.ownedBy(owner, Samples.meta("object"));
          case "theirs" -> Samples.ownedBy(Samples.meta("other"), Samples.meta("object"));
          default -> Samples.meta("object");
        };
    Map<String, String> wanted = matching ? Samples.APP : Map.of("app", "other");
    Selector selector = Selectors.parse(Samples.selector(wanted)).orElseThrow();

    assertThat(
            Claim.of(
                ownerGone ? Samples.deleting(owner) : owner,
                selector,
                gone ? Samples.deleting(object) : object))
        .isEqualTo(expected);
  }
}
