package dev.miniworks.mock.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.mock.cel.ValueType.Scalar;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypedCompilerTest {

  private static final ValueType TEXT = ValueType.scalar(Scalar.TEXT, 100, 2);
  private static final ValueType SELF =
      ValueType.struct("self", Map.of("text", TEXT, "list", ValueType.list(TEXT, 10)), 2);

  @Test
  void letsFunctionsPassThatOnlyTheRealServerHas() throws CompilationFailure {
    assertThat(
            new TypedCompiler(SELF, false).check("isURL(self.text) && ip(self.text).family() == 4"))
        .isEmpty();
  }

  @Test
  void knowsWhetherThePastMatters() throws CompilationFailure {
    final TypedCompiler compiler = new TypedCompiler(SELF, true);
    assertThat(compiler.check("oldSelf.hasValue()").orElseThrow().usesOldSelf()).isTrue();
    assertThat(compiler.check("self.text == ''").orElseThrow().usesOldSelf()).isFalse();
  }

  @Test
  void countsEachRoundOfALoop() throws CompilationFailure {
    final TypedCompiler compiler = new TypedCompiler(SELF, false);
    final long once = compiler.check("self.list.all(x, x == 'a')").orElseThrow().cost();
    final long each =
        compiler.check("self.list.all(x, self.list.all(y, x == 'a'))").orElseThrow().cost();
    assertThat(each).isBetween(9 * once, 11 * once);
  }
}
