package dev.miniworks.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StructureExtractorTest {

  @Test
  void followsReferencesAndKeepsStructureOnly() throws JsonProcessingException {
    final JsonNode types =
        StructureExtractor.extract(
                document(
                    """
                    {"type": "object", "description": "A sentence.", "properties": {
                      "list": {"type": "array", "x-kubernetes-patch-strategy": "merge", "items":
                        {"default": {}, "allOf": [{"$ref": "#/components/schemas/a.b.Item"}]}}}}
                    """))
            .path("types");

    assertThat(types.path("DeploymentSpec"))
        .isEqualTo(
            json(
                """
                {"type": "object", "properties": {
                  "list": {"type": "array", "items": {"$ref": "Item"}}}}
                """));
    assertThat(types.path("Item"))
        .isEqualTo(json("{\"type\": \"string\", \"default\": \"x\", \"enum\": [\"x\", \"y\"]}"));
    assertThat(types.has("Unrelated")).isFalse();
  }

  @Test
  void refusesAKeywordItDoesNotKnow() throws JsonProcessingException {
    final JsonNode document = document("{\"type\": \"object\", \"x-kubernetes-novelty\": true}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StructureExtractor.extract(document))
        .withMessageContaining("DeploymentSpec: unknown keyword x-kubernetes-novelty");
  }

  @Test
  void refusesADocumentWithoutTheWorkloads() throws JsonProcessingException {
    final JsonNode empty = json("{}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StructureExtractor.extract(empty))
        .withMessageContaining("no type DeploymentSpec");
  }

  private static JsonNode document(final String deploymentSpec) throws JsonProcessingException {
    return json(
        """
        {"info": {"version": "1"}, "components": {"schemas": {
          "a.b.DeploymentSpec": %s,
          "a.b.DeploymentStatus": {}, "a.b.ReplicaSetSpec": {}, "a.b.ReplicaSetStatus": {},
          "a.b.Item": {"type": "string", "default": "x", "enum": ["y", "x"]},
          "a.b.Unrelated": {}}}}
        """
            .formatted(deploymentSpec));
  }

  private static JsonNode json(final String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
