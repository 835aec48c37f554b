package dev.miniworks.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merge patches say what differs and no more. */
final class MergePatchesTest {

  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1}           | {\"a\":1}             | {}",
        "{\"a\":1}           | {\"a\":2}             | {\"a\":2}",
        "{\"a\":1,\"b\":2}   | {\"a\":1}             | {\"b\":null}",
        "{}                  | {\"a\":{\"b\":1}}     | {\"a\":{\"b\":1}}",
        "{\"a\":{\"b\":1,\"c\":2}} | {\"a\":{\"b\":3}} | {\"a\":{\"b\":3,\"c\":null}}",
        "{\"a\":[1,2]}       | {\"a\":[1]}           | {\"a\":[1]}",
        "{\"a\":{\"b\":1}}   | {\"a\":[1]}           | {\"a\":[1]}",
      })
  void turnsOneObjectIntoTheOther(String from, String to, String patch) throws Exception {
    JsonNode made = MergePatches.between(json.readTree(from), json.readTree(to));
    assertThat(made).isEqualTo(json.readTree(patch));
  }

  @Test
  void aMapsLostKeysBecomeNull() {
    Map<String, String> expected = new HashMap<>();
    expected.put("gone", null);
    expected.put("new", "1");
    assertThat(MergePatches.map(Map.of("gone", "x", "same", "y"), Map.of("same", "y", "new", "1")))
        .isEqualTo(expected);
  }
}
