package dev.miniworks.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void podNamesAreTheOwnersWithFiveCharactersOfTheAlphabet() {
    for (int seed = 0; seed < 100; seed++) {
      assertThat(Names.pod("web", new Random(seed)))
          .as("seed %d", seed)
          .matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
    }
  }

  @Test
  void longPodNamesAreCutBeforeTheRandomPart() {
    String name = Names.pod("a".repeat(100), new Random(1));

    assertThat(name).hasSize(63).matches("a{58}[^a]{5}");
  }

  @Test
  void theDashIsDroppedWhereItWouldMakeTheNameTooLong() {
    assertThat(Names.podPrefix("a".repeat(252))).endsWith("-").hasSize(253);
    assertThat(Names.podPrefix("a".repeat(253))).doesNotContain("-").hasSize(253);
  }

  @Test
  void longSetNamesKeepTheirHash() {
    assertThat(Names.replicaSet("web", "6c8b7d9f4x")).isEqualTo("web-6c8b7d9f4x");
    assertThat(Names.replicaSet("a".repeat(253), "6c8b7d9f4x"))
        .hasSize(253)
        .endsWith("a-6c8b7d9f4x");
  }
}
