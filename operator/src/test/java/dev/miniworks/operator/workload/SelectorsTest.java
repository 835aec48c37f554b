package dev.miniworks.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {

  @ParameterizedTest(name = "{0} {1} selects {2}: {3}")
  @CsvSource({
    "In, a;b, a, true",
    "In, a;b, c, false",
    "In, a;b, , false",
    "NotIn, a;b, a, false",
    "NotIn, a;b, c, true",
    "NotIn, a;b, , true",
    "Exists, , a, true",
    "Exists, , , false",
    "DoesNotExist, , a, false",
    "DoesNotExist, , , true",
  })
  void matchesExpressions(String operator, String values, String label, boolean selected) {
    Selector selector = Selectors.parse(expression(operator, values)).orElseThrow();

    assertThat(selector.matches(label == null ? Map.of() : Map.of("tier", label)))
        .isEqualTo(selected);
  }

  @Test
  void wantsEveryRequirementMet() {
    Selector selector =
        Selectors.parse(
                new LabelSelectorBuilder()
                    .addToMatchLabels("app", "web")
                    .addToMatchExpressions(requirement("tier", "Exists", List.of()))
                    .build())
            .orElseThrow();

    assertThat(selector.matches(Map.of("app", "web", "tier", "x"))).isTrue();
    assertThat(selector.matches(Map.of("app", "web"))).isFalse();
    assertThat(selector.matches(Map.of("tier", "x"))).isFalse();
  }

  @Test
  void isWrittenAsAutoscalersReadIt() {
    LabelSelector selector =
        new LabelSelectorBuilder()
            .addToMatchLabels("app", "web")
            .addToMatchExpressions(requirement("zone", "NotIn", List.of("z", "a")))
            .addToMatchExpressions(requirement("tier", "In", List.of("b", "a")))
            .addToMatchExpressions(requirement("gone", "DoesNotExist", List.of()))
            .addToMatchExpressions(requirement("here", "Exists", List.of()))
            .build();

    assertThat(Selectors.parse(selector).orElseThrow().asString())
        .isEqualTo("app=web,!gone,here,tier in (a,b),zone notin (a,z)");
  }

  @Test
  void anEmptySelectorTakesEverything() {
    Selector selector = Selectors.parse(new LabelSelector()).orElseThrow();

    assertThat(selector.isEmpty()).isTrue();
    assertThat(selector.matches(Map.of("any", "label"))).isTrue();
    assertThat(selector.asString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"In, ", "NotIn, ", "Exists, a", "DoesNotExist, a", "Like, a", ", a"})
  void whatMakesNoSenseIsNoSelector(String operator, String values) {
    assertThat(Selectors.parse(expression(operator, values))).isEmpty();
  }

  @Test
  void noneIsNoSelector() {
    assertThat(Selectors.parse(null)).isEmpty();
  }

  private static LabelSelector expression(String operator, String values) {
    return new LabelSelectorBuilder()
        .addToMatchExpressions(
            requirement("tier", operator, values == null ? List.of() : List.of(values.split(";"))))
        .build();
  }

  private static LabelSelectorRequirement requirement(
      String key, String operator, List<String> values) {
    return new LabelSelectorRequirementBuilder()
        .withKey(key)
        .withOperator(operator)
        .withValues(values)
        .build();
  }
}
