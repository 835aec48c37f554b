package dev.miniworks.mock.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.patch.ManagedFields.Manager;
import org.junit.jupiter.api.Test;

class ManagedFieldsTest {

  private static final Shape SHAPE = Shapes.ofKind("Deployment");
  private static final Manager ONE = Manager.applying("one", "apps/v1", "");
  private static final Manager TWO = Manager.applying("two", "apps/v1", "");
  private static final Manager USER = Manager.updating("kubectl", "apps/v1", "");

  private static final String CONTAINER =
      "{'spec':{'template':{'spec':{'containers':[{'name':'c','image':'%s'}]}}}}";

  @Test
  void whoAppliesOwnsWhatItNames() {
    ObjectNode object = json(CONTAINER.formatted("i"));
    ManagedFields.created(object, SHAPE, ONE, "t1");
    assertThat(fields(object, 0))
        .isEqualTo(
            json(
                "{'f:spec':{'f:template':{'f:spec':{'f:containers':{'k:{\\'name\\':\\'c\\'}':{'.':{},'f:image':{},'f:name':{}}}}}}}"));
  }

  @Test
  void kubectlMayTakeOverWhatItHasAppliedByItself() {
    ObjectNode live = json(CONTAINER.formatted("i"));
    live.withObject("/metadata/annotations")
        .put(
            "kubectl.kubernetes.io/last-applied-configuration",
            json(CONTAINER.formatted("i")).toString());
    ManagedFields.update(
        Json.object(),
        live,
        SHAPE,
        Manager.updating("kubectl-client-side-apply", "apps/v1", ""),
        "t1");
    Manager kubectl = Manager.applying("kubectl", "apps/v1", "");
    assertThat(
            apply(live, CONTAINER.formatted("j"), kubectl, false)
                .at("/spec/template/spec/containers/0/image")
                .asText())
        .isEqualTo("j");
    assertThatThrownBy(() -> apply(live, CONTAINER.formatted("j"), ONE, false))
        .isInstanceOf(ManagedFields.ConflictException.class);
  }

  @Test
  void aFieldOfAnotherIsAConflictUnlessItAgreesOrIsForced() {
    ObjectNode live = json(CONTAINER.formatted("i"));
    ManagedFields.created(live, SHAPE, ONE, "t1");
    assertThatThrownBy(() -> apply(live, CONTAINER.formatted("j"), TWO, false))
        .isInstanceOfSatisfying(
            ManagedFields.ConflictException.class,
            e ->
                assertThat(e.conflicts())
                    .containsExactly(
                        new ManagedFields.Conflict(
                            ONE, ".spec.template.spec.containers[name=\"c\"].image")));
    assertThat(apply(live, CONTAINER.formatted("i"), TWO, false).at("/metadata/managedFields"))
        .hasSize(2);
    ObjectNode forced = apply(live, CONTAINER.formatted("j"), TWO, true);
    assertThat(forced.at("/spec/template/spec/containers/0/image").asText()).isEqualTo("j");
    assertThat(fields(forced, 0).toString()).doesNotContain("f:image");
  }

  @Test
  void whatIsNoLongerAppliedGoesUnlessSomebodyElseOwnsIt() {
    ObjectNode live = json("{'metadata':{'labels':{'a':'1','b':'2','c':'3'}}}");
    ManagedFields.created(live, SHAPE, ONE, "t1");
    ObjectNode shared = apply(live, "{'metadata':{'labels':{'b':'2'}}}", TWO, false);
    ObjectNode less = apply(shared, "{'metadata':{'labels':{'c':'3'}}}", ONE, false);
    assertThat(less.at("/metadata/labels")).isEqualTo(json("{'b':'2','c':'3'}"));
  }

  @Test
  void anUpdateTakesWhatItChangesFromItsOwners() {
    ObjectNode before = json("{'spec':{'replicas':1,'paused':true}}");
    ManagedFields.created(before, SHAPE, ONE, "t1");
    ObjectNode after = before.deepCopy();
    ((ObjectNode) after.get("spec")).put("replicas", 5);
    ManagedFields.update(before, after, SHAPE, USER, "t2");
    assertThat(fields(after, 0)).isEqualTo(json("{'f:spec':{'f:paused':{}}}"));
    assertThat(fields(after, 1)).isEqualTo(json("{'f:spec':{'f:replicas':{}}}"));
  }

  @Test
  void applyingTheSameAgainChangesNothing() {
    ObjectNode live = json(CONTAINER.formatted("i"));
    ManagedFields.created(live, SHAPE, ONE, "t1");
    assertThat(apply(live, CONTAINER.formatted("i"), ONE, false)).isEqualTo(live);
  }

  @Test
  void setsAreReadAsTheyAreWritten() {
    JsonNode written =
        json("{'f:a':{'.':{},'f:b':{}},'f:l':{'v:\\'x\\'':{},'k:{\\'n\\':1}':{'.':{},'f:n':{}}}}");
    assertThat(FieldSet.read(written).write()).isEqualTo(written);
    assertThat(FieldSet.read(written).paths())
        .containsExactlyInAnyOrder(".a", ".a.b", ".l[=\"x\"]", ".l[n=1]", ".l[n=1].n");
  }

  private static ObjectNode apply(ObjectNode live, String config, Manager manager, boolean force) {
    return ManagedFields.apply(live, json(config), SHAPE, manager, force, "t9");
  }

  private static JsonNode fields(ObjectNode object, int index) {
    return object.path("metadata").path("managedFields").path(index).path("fieldsV1");
  }

  private static ObjectNode json(String text) {
    try {
      String quoted = text.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\"");
      return (ObjectNode) Json.MAPPER.readTree(quoted);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
