package dev.miniworks.mock.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldError;
import org.junit.jupiter.api.Test;

class SchemaStrategyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode json(final String text) throws Exception {
    return JSON.readValue(text.replace('\'', '"'), ObjectNode.class);
  }

  @Test
  void namesTheRulesThatItCannotEvaluateAndEvaluatesTheOthers() throws Exception {
    final SchemaStrategy strategy =
        SchemaStrategy.of(
            json(
                "{'properties': {'spec': {'type': 'object', 'properties': {'v': {'type': 'string',"
                    + " 'x-kubernetes-validations': [{'rule': 'semver(self).major() > 1'}, {'rule':"
                    + " 'size(self) > 3'}]}}}}}"),
            false);
    assertThat(strategy.unevaluated())
        .singleElement()
        .asString()
        .startsWith("spec.v: semver(self).major() > 1: ERROR")
        .contains("undeclared reference to 'semver'");
    assertThat(strategy.validateCreate(json("{'spec': {'v': '1.0'}}")))
        .containsExactly(
            new FieldError(
                FieldError.INVALID,
                "spec.v",
                "Invalid value: \"1.0\": failed rule: size(self) > 3"));
  }

  @Test
  void letsPassWhatWasWrongBeforeAndHasNotBeenTouched() throws Exception {
    final SchemaStrategy strategy =
        SchemaStrategy.of(
            json(
                "{'properties': {'spec': {'type': 'object', 'properties': {'a': {'type': 'integer',"
                    + " 'minimum': 5}, 'b': {'type': 'string', 'x-kubernetes-validations': [{'rule':"
                    + " 'self == \\\"x\\\"', 'message': 'is x'}]}, 'c': {'type': 'string'}}}}}"),
            false);
    final ObjectNode old = json("{'spec': {'a': 1, 'b': 'y', 'c': 'one'}}");
    assertThat(strategy.validateUpdate(json("{'spec': {'a': 1, 'b': 'y', 'c': 'two'}}"), old))
        .isEmpty();
    assertThat(strategy.validateUpdate(json("{'spec': {'a': 2, 'b': 'z', 'c': 'two'}}"), old))
        .extracting(FieldError::field)
        .containsExactly("spec.a", "spec.b");
  }

  @Test
  void keepsTheStatusOfAKindWithoutTheSubresource() throws Exception {
    final SchemaStrategy strategy = SchemaStrategy.of(json("{'type': 'object'}"), false);
    final ObjectNode object = json("{'status': {'a': 1}}");
    strategy.prepareCreate(object);
    assertThat(object.has("status")).isTrue();
  }

  @Test
  void takesTheStatusFromThoseWhoMayNotWriteIt() throws Exception {
    final SchemaStrategy strategy = SchemaStrategy.of(json("{'type': 'object'}"), true);
    final ObjectNode object = json("{'status': {'a': 1}}");
    strategy.prepareUpdate(object, json("{'status': {'a': 2}}"));
    assertThat(object).isEqualTo(json("{'status': {'a': 2}}"));
    strategy.prepareUpdate(object, json("{}"));
    assertThat(object.has("status")).isFalse();
  }

  @Test
  void keepsWholeNumbersWithoutAPoint() throws Exception {
    final ObjectNode object = json("{'a': 2.0, 'b': [-3.0, {'c': 0.5}], 'd': 1e19, 'e': 1e21}");
    SchemaStrategy.of(json("{}"), false).settle(object);
    assertThat(object)
        .isEqualTo(json("{'a': 2, 'b': [-3, {'c': 0.5}], 'd': 10000000000000000000, 'e': 1e21}"));
  }
}
