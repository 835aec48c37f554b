package dev.miniworks.mock.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionCompilerTest {

  private static final ExpressionCompiler COMPILER = new ExpressionCompiler();
  private static final Map<String, Object> SELF =
      Map.of(
          "name",
          "web-1",
          "count",
          3L,
          "ratio",
          0.5,
          "list",
          List.of(1L, 2L, 3L),
          "words",
          List.of("a", "b"),
          "map",
          Map.of("k", "v"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "has(self.name) && !has(self.none)",
        "type(self.count) == int && type(self.name) == string && type(self.ratio) == double",
        "int('3') == self.count && string(self.count) == '3' && double(self.count) == 3.0",
        "self.list.all(i, i > 0) && self.list.exists(i, i == 2) && self.list.exists_one(i, i == 2)",
        "self.list.map(i, i * 2).filter(i, i > 2) == [4, 6]",
        "self.map.all(k, self.map[k] == 'v') && 'k' in self.map",
        "self.name.startsWith('web') && self.name.endsWith('1') && self.name.contains('-')",
        "self.name.matches('^[a-z]+-[0-9]$') && self.name.size() == 5",
        "self.name.split('-') == ['web', '1'] && self.name.substring(0, 3) == 'web'",
        "self.name.replace('web', 'api') == 'api-1' && self.name.upperAscii() == 'WEB-1'",
        "'a b'.trim() == 'a b' && self.words.join(',') == 'a,b' && self.name.indexOf('-') == 3",
        "self.list.isSorted() && self.list.sum() == 6 && self.list.min() == 1 && self.list.max() == 3",
        "self.list.indexOf(2) == 1 && self.list.lastIndexOf(9) == -1 && self.words.isSorted()",
        "self.name.find('[0-9]+') == '1' && 'a1b2'.findAll('[0-9]') == ['1', '2']",
        "quantity('1Gi').isGreaterThan(quantity('1M')) && quantity('2').compareTo(quantity('2000m')) == 0",
        "isQuantity('1.5Gi') && !isQuantity('much') && quantity('1k').asInteger() == 1000",
        "quantity('1').add(quantity('500m')).sub(quantity('1')).asApproximateFloat() == 0.5",
        "sets.contains(self.list, [1]) && sets.intersects(self.list, [3, 4])",
        "self.?none.orValue('x') == 'x' && self.?name.hasValue()",
        "self.count > 2.5 && self.count == 3.0",
        "timestamp('2026-01-02T03:04:05Z') < timestamp('2027-01-01T00:00:00Z')",
        "duration('90s') == duration('1m30s')",
      })
  void evaluatesWhatRulesUse(final String source) throws Exception {
    assertThat(COMPILER.compile(source).evaluate(SELF, SELF)).isEqualTo(true);
  }

  @Test
  void knowsWhetherTheOldValueIsUsed() throws Exception {
    assertThat(COMPILER.compile("self.name == oldSelf.name").usesOldSelf()).isTrue();
    assertThat(COMPILER.compile("self.name != 'oldSelf'").usesOldSelf()).isFalse();
    assertThat(COMPILER.compile("!oldSelf.hasValue()").evaluate(SELF, Optional.empty()))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource({
    "self.none == 1, no such key: none",
    "self.name.matches(self.count), no such overload",
    "self.name > 1, no such overload",
    "self.count / 0 == 1, division by zero",
  })
  void failsInTheServersWords(final String source, final String expected) throws Exception {
    final Expression expression = COMPILER.compile(source);
    assertThatThrownBy(() -> expression.evaluate(SELF, SELF)).hasMessage(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"self +", "unknown == 1", "semver('1.0.0').major() == 1", "isIP(self)"})
  void saysWhatItCannotCompile(final String source) {
    assertThatThrownBy(() -> COMPILER.compile(source))
        .isInstanceOf(CompilationFailure.class)
        .hasMessageStartingWith("ERROR: <input>:1:");
  }
}
