package dev.miniworks.mock.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.5, 500m",
    "1.5, 1500m",
    "1000m, 1",
    "0.1n, 1n",
    "1000, 1k",
    "1500, 1500",
    "1000000, 1M",
    "1024Mi, 1Gi",
    "1536Mi, 1536Mi",
    "0.5Gi, 512Mi",
    "512, 512",
    "1023Ki, 1023Ki",
    "0.5Ki, 512",
    "1.5, 1500m",
    "1e3, 1e3",
    "12e4, 120e3",
    "+5, 5",
    "-1Gi, -1Gi",
    ".5, 500m",
    "5., 5",
  })
  void isWrittenAsTheServerWritesIt(final String text, final String canonical) {
    assertThat(Quantity.parse(text)).hasToString("Optional[" + canonical + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "half", "1 Gi", "1GB", "--1", "1e", "1.2.3", "1e1e1"})
  void refusesWhatIsNone(final String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1Gi, 1024Mi, 0", "1, 1001m, -1", "2k, 1Ki, 1"})
  void comparesAmounts(final String left, final String right, final int expected) {
    assertThat(Quantity.parse(left).orElseThrow().compareTo(Quantity.parse(right).orElseThrow()))
        .isEqualTo(expected);
  }
}
