package dev.miniworks.mock.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1} | [{'op':'add','path':'/b','value':2}] | {'a':1,'b':2}",
        "{'a':[1,2]} | [{'op':'add','path':'/a/1','value':9}] | {'a':[1,9,2]}",
        "{'a':[1]} | [{'op':'add','path':'/a/-','value':2}] | {'a':[1,2]}",
        "{'a':1,'b':2} | [{'op':'remove','path':'/b'}] | {'a':1}",
        "{'a/b':1} | [{'op':'replace','path':'/a~1b','value':2}] | {'a/b':2}",
        "{'a':{'b':1}} | [{'op':'move','from':'/a/b','path':'/c'}] | {'a':{},'c':1}",
        "{'a':1} | [{'op':'copy','from':'/a','path':'/b'}] | {'a':1,'b':1}",
        "{'a':1} | [{'op':'test','path':'/a','value':1.0}] | {'a':1}",
        "{} | [{'op':'test','path':'/a','value':null}] | {}",
      })
  void jsonPatchChanges(String before, String patch, String after) {
    assertThat(JsonPatch.apply(json(before), (ArrayNode) json(patch))).isEqualTo(json(after));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'op':'remove','path':'/zz'}]",
        "[{'op':'replace','path':'/zz','value':1}]",
        "[{'op':'add','path':'/zz/y','value':1}]",
        "[{'op':'test','path':'/a','value':2}]",
        "[{'op':'add','path':'/list/9','value':2}]",
        "[{'op':'frob','path':'/a'}]",
        "[{'op':'add','path':'a','value':2}]"
      })
  void jsonPatchRefuses(String patch) {
    assertThatThrownBy(() -> JsonPatch.apply(json("{'a':1,'list':[]}"), (ArrayNode) json(patch)))
        .isInstanceOf(PatchException.class);
  }

  @Test
  void mergePatchReplacesListsAndDeletesByNull() {
    ObjectNode object = object("{'a':{'b':1,'c':2},'l':[1,2],'x':1}");
    MergePatch.apply(object, object("{'a':{'b':null,'d':{'e':null,'f':1}},'l':[3],'x':{'y':1}}"));
    assertThat(object).isEqualTo(object("{'a':{'c':2,'d':{'f':1}},'l':[3],'x':{'y':1}}"));
  }

  /** What a real API server made of the same patches. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'name':'e','image':'k'},{'name':'c','image':'j'}] | `` | ec",
        "[{'name':'e','image':'k'}] | `` | ec",
        "[{'name':'c','$patch':'delete'}] | `` | ``",
        "[{'name':'f','image':'k'}] | [{'name':'f'},{'name':'c'}] | fc",
        "[{'name':'f','image':'k'}] | [{'name':'c'},{'name':'f'}] | cf",
        "[{'$patch':'replace'},{'name':'z','image':'k'}] | `` | z",
      })
  void strategicPatchMergesContainersByName(String containers, String order, String names) {
    ObjectNode pod = object("{'spec':{'containers':[{'name':'c','image':'i','tty':true}]}}");
    ObjectNode patch = object("{'spec':{}}");
    ((ObjectNode) patch.get("spec")).set("containers", json(containers));
    if (order != null && !order.isEmpty()) {
      ((ObjectNode) patch.get("spec")).set("$setElementOrder/containers", json(order));
    }
    StrategicMergePatch.apply(pod, patch, Shapes.ofKind("Pod"));
    StringBuilder found = new StringBuilder();
    pod.path("spec").path("containers").forEach(c -> found.append(c.path("name").asText()));
    assertThat(found).hasToString(names == null ? "" : names);
  }

  @Test
  void strategicPatchKeepsWhatIsNotNamed() {
    ObjectNode pod = object("{'spec':{'containers':[{'name':'c','image':'i','tty':true}]}}");
    StrategicMergePatch.apply(
        pod, object("{'spec':{'containers':[{'name':'c','image':'j'}]}}"), Shapes.ofKind("Pod"));
    assertThat(pod)
        .isEqualTo(object("{'spec':{'containers':[{'name':'c','image':'j','tty':true}]}}"));
  }

  @Test
  void strategicPatchKnowsItsDirectives() {
    ObjectNode object =
        object(
            "{'metadata':{'finalizers':['a','b']},'spec':{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}}}");
    StrategicMergePatch.apply(
        object,
        object(
            "{'metadata':{'$deleteFromPrimitiveList/finalizers':['a'],'finalizers':['c']},'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}"),
        Shapes.ofKind("Deployment"));
    assertThat(object.path("spec").path("strategy")).isEqualTo(json("{'type':'Recreate'}"));
    assertThat(object.path("metadata").path("finalizers"))
        .containsExactlyInAnyOrder(json("'b'"), json("'c'"));
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
