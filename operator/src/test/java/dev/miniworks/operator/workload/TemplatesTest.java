package dev.miniworks.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {

  private static final PodTemplateSpec WEB = Samples.template("web:1");

  @Test
  void theHashLabelMakesNoDifference() {
    PodTemplateSpec labelled = Templates.withHashLabel(WEB, "abc");

    assertThat(labelled.getMetadata().getLabels())
        .isEqualTo(Map.of("app", "web", "pod-template-hash", "abc"));
    assertThat(Templates.sameIgnoringHash(WEB, labelled)).isTrue();
    assertThat(Templates.withoutHashLabel(labelled)).isEqualTo(WEB);
    assertThat(WEB.getMetadata().getLabels()).isEqualTo(Samples.APP);
  }

  @Test
  void anyOtherLabelDoes() {
    PodTemplateSpec other =
        new PodTemplateSpecBuilder(WEB).editMetadata().addToLabels("x", "y").endMetadata().build();

    assertThat(Templates.sameIgnoringHash(WEB, other)).isFalse();
  }

  @Test
  void anotherImageDoes() {
    assertThat(Templates.sameIgnoringHash(WEB, Samples.template("web:2"))).isFalse();
  }

  @Test
  void absentAndEmptyListsAndMapsAreTheSame() {
    PodTemplateSpec empty =
        new PodTemplateSpecBuilder(WEB)
            .editMetadata()
            .withAnnotations(Map.of())
            .endMetadata()
            .editSpec()
            .withNodeSelector(Map.of())
            .withTolerations(List.of())
            .endSpec()
            .build();

    assertThat(Templates.sameIgnoringHash(WEB, empty)).isTrue();
  }

  @Test
  void aVolumeWithAnEmptySourceIsNotOneWithoutSource() {
    PodTemplateSpec with =
        new PodTemplateSpecBuilder(WEB)
            .editSpec()
            .addNewVolume()
            .withName("v")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume()
            .endSpec()
            .build();
    PodTemplateSpec without =
        new PodTemplateSpecBuilder(WEB)
            .editSpec()
            .addNewVolume()
            .withName("v")
            .endVolume()
            .endSpec()
            .build();

    assertThat(Templates.sameIgnoringHash(with, without)).isFalse();
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "1, 1000m, true",
    "0.5, 500m, true",
    "1Gi, 1024Mi, true",
    "1G, 1Gi, false",
    "1, 2, false",
  })
  void quantitiesAreComparedByAmount(String one, String other, boolean same) {
    assertThat(Templates.sameIgnoringHash(requesting(one), requesting(other))).isEqualTo(same);
    assertThat(
            Templates.hash(requesting(one), OptionalInt.empty())
                .equals(Templates.hash(requesting(other), OptionalInt.empty())))
        .isEqualTo(same);
  }

  @Test
  void fieldsThatTheModelDoesNotKnowCount() {
    PodTemplateSpec other = new PodTemplateSpecBuilder(WEB).build();
    other.getSpec().setAdditionalProperty("fromTheFuture", Map.of("b", 1, "a", 2));

    assertThat(Templates.sameIgnoringHash(WEB, other)).isFalse();
  }

  @Test
  void hashesAreShortSafeAndTellTemplatesAndCollisionsApart() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      PodTemplateSpec template = Samples.template("web:" + i);
      seen.add(Templates.hash(template, OptionalInt.empty()));
      seen.add(Templates.hash(template, OptionalInt.of(0)));
      seen.add(Templates.hash(template, OptionalInt.of(1)));
    }

    assertThat(seen).hasSize(1500).allMatch(h -> h.matches("[bcdfghjklmnpqrstvwxz2456789]{1,10}"));
  }

  @Test
  void theHashDoesNotDependOnTheHashLabel() {
    assertThat(Templates.hash(Templates.withHashLabel(WEB, "abc"), OptionalInt.empty()))
        .isEqualTo(Templates.hash(WEB, OptionalInt.empty()));
  }

  private static PodTemplateSpec requesting(String cpu) {
    return new PodTemplateSpecBuilder(WEB)
        .editSpec()
        .editFirstContainer()
        .withNewResources()
        .addToRequests("cpu", new Quantity(cpu))
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }
}
