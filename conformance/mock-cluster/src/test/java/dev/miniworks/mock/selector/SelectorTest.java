package dev.miniworks.mock.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages are those that a real API server gave to the same text. */
class SelectorTest {

  private static final Map<String, String> LABELS =
      Map.of("app", "web", "tier", "front", "n", "5", "example.com/x", "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app=web",
        "app==web",
        "app!=api",
        "missing!=api",
        "app in (api, web)",
        "app notin (api)",
        "missing notin (a,b)",
        "app",
        "!missing",
        "app=web,tier=front,!missing",
        "n>4",
        "n<6",
        "example.com/x=",
        "example.com/x in ()"
      })
  void selects(String selector) {
    assertThat(LabelSelector.parse(selector).matches(LABELS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app=api",
        "app!=web",
        "app in (api)",
        "app notin (web)",
        "missing",
        "!app",
        "n>5",
        "missing>1"
      })
  void doesNotSelect(String selector) {
    assertThat(LabelSelector.parse(selector).matches(LABELS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a===b | unable to parse requirement: found '=', expected: identifier",
        "a in b | unable to parse requirement: found 'b' expected: '('",
        "!! | unable to parse requirement: found '!', expected: identifier",
      })
  void refuses(String selector, String message) {
    assertThatThrownBy(() -> LabelSelector.parse(selector))
        .isInstanceOf(SelectorException.class)
        .hasMessage(message);
  }

  @Test
  void isWrittenAsScalesShowIt() {
    assertThat(LabelSelector.parse("b in (y,x),a=1,!c")).hasToString("a=1,b in (x,y),!c");
  }

  @Test
  void fieldsAreComparedForEqualityAlone() {
    Map<String, String> fields = Map.of("status.phase", "Running");
    assertThat(FieldSelector.parse("status.phase=Running").matches(fields)).isTrue();
    assertThat(FieldSelector.parse("status.phase!=Running").matches(fields)).isFalse();
    assertThat(FieldSelector.parse("status.phase=Running,spec.nodeName=").matches(fields)).isTrue();
    assertThatThrownBy(() -> FieldSelector.parse("xx"))
        .hasMessage("invalid selector: 'xx'; can't understand 'xx'");
  }
}
