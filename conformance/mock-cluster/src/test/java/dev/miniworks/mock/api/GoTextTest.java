package dev.miniworks.mock.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTest {

  @ParameterizedTest
  @CsvSource({
    "2, 2",
    "-0.5, -0.5",
    "1.25, 1.25",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1.5e-7, 1.5e-07",
    "1e9, 1000000000"
  })
  void writesNumbersInTheirShortestForm(final double number, final String expected) {
    assertThat(GoText.number(number)).isEqualTo(expected);
  }

  @Test
  void quotesText() {
    assertThat(GoText.quote("a \"b\"\\\n\u0001ü\u00a0\uD83D\uDE00"))
        .isEqualTo("\"a \\\"b\\\"\\\\\\n\\x01ü\\u00a0\uD83D\uDE00\"");
  }

  @Test
  void writesJsonWithItsKeysInOrder() throws Exception {
    assertThat(
            GoText.json(
                new ObjectMapper().readTree("{\"b\": [1, null, true, {}], \"a\": \"<x>\"}")))
        .isEqualTo("{\"a\":\"\\u003cx\\u003e\",\"b\":[1,null,true,{}]}");
  }
}
