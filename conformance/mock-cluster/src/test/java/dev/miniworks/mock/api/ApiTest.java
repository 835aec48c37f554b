package dev.miniworks.mock.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.MockCluster;
import dev.miniworks.mock.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API does by itself, by way of the client of this JVM. */
@Timeout(30)
class ApiTest {

  private final MockCluster cluster = MockCluster.start();
  private final Client client = cluster.actor(Actor.system("test"));

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aBackgroundDeletionTakesDependentsAlong() {
    ObjectNode owner = create(configMap("owner"));
    create(owned("child", owner, true));
    delete("owner", "Background");
    await().until(() -> get("child").isEmpty());
  }

  @Test
  void anOrphanedDependentStaysWithoutItsOwner() {
    ObjectNode owner = create(configMap("owner"));
    create(owned("child", owner, true));
    delete("owner", "Orphan");
    await().until(() -> get("owner").isEmpty());
    assertThat(get("child").orElseThrow().path("metadata").has("ownerReferences")).isFalse();
  }

  @Test
  void aForegroundDeletionWaitsForDependentsThatBlockIt() {
    ObjectNode owner = create(configMap("owner"));
    ObjectNode child = owned("child", owner, true);
    ((ObjectNode) child.get("metadata")).putArray("finalizers").add("test/keep");
    create(child);
    delete("owner", "Foreground");
    await().until(() -> get("child").orElseThrow().path("metadata").has("deletionTimestamp"));
    assertThat(get("owner").orElseThrow().path("metadata").path("finalizers"))
        .containsExactly(Json.array().add("foregroundDeletion").get(0));
    patch("child", "{\"metadata\":{\"finalizers\":null}}");
    await().until(() -> get("child").isEmpty() && get("owner").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Foreground", "Orphan"})
  void aDeletionIsCarriedOnAlthoughSomebodyElseChangesTheObjectsMeanwhile(String policy) {
    cluster
        .faults()
        .on(Verb.PATCH, "configmaps")
        .by("system:serviceaccount:kube-system:generic-garbage-collector")
        .times(3)
        .refuse(409);
    ObjectNode owner = create(configMap("owner"));
    create(owned("child", owner, true));
    delete("owner", policy);
    await().until(() -> get("owner").isEmpty());
  }

  @Test
  void aPodThatIsWrittenWithoutThemKeepsWhatAdmissionHasAdded() {
    ObjectNode pod = Client.named("v1", "Pod", "p");
    pod.putObject("spec").putArray("containers").addObject().put("name", "c").put("image", "x");
    ObjectNode created = client.create("v1", "pods", "default", pod);
    ObjectNode bare = created.deepCopy();
    ((ObjectNode) bare.get("spec")).remove(List.of("tolerations", "priority", "preemptionPolicy"));
    assertThat(client.update("v1", "pods", "default", bare).get("spec"))
        .isEqualTo(created.get("spec"));
  }

  @Test
  void anObjectWithTheUidOfNoneIsCollected() {
    ObjectNode owner = configMap("ghost");
    ((ObjectNode) owner.get("metadata")).put("uid", "no-such-uid");
    create(owned("child", owner, false));
    await().until(() -> get("child").isEmpty());
  }

  @Test
  void aNamespaceTakesNoNewContentWhileItGoesAndGoesWhenItIsEmpty() {
    client.create("v1", "namespaces", "", Client.named("v1", "Namespace", "n"));
    assertThat(client.get("v1", "serviceaccounts", "n", "default")).isPresent();
    ObjectNode kept = Client.named("v1", "ConfigMap", "kept");
    ((ObjectNode) kept.get("metadata")).putArray("finalizers").add("test/keep");
    client.create("v1", "configmaps", "n", kept);
    client.delete("v1", "namespaces", "", "n", Json.object());
    assertThatThrownBy(
            () -> client.create("v1", "configmaps", "n", Client.named("v1", "ConfigMap", "late")))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(403);
              assertThat(e.status().at("/details/causes/0/reason").asText())
                  .isEqualTo("NamespaceTerminating");
            });
    await().until(() -> client.list("v1", "configmaps", "n").size() == 1);
    client.patch(
        "v1",
        "configmaps",
        "n",
        "kept",
        "",
        PatchType.MERGE,
        json("{\"metadata\":{\"finalizers\":null}}"));
    await().until(() -> client.get("v1", "namespaces", "", "n").isEmpty());
  }

  @Test
  void aPodThatRunsHasItsGracePeriodAndTheKubeletEndsIt() {
    create("pods", pod("p"));
    ObjectNode binding = Client.named("v1", "Binding", "p");
    binding.putObject("target").put("kind", "Node").put("name", "n1");
    client.createPart("v1", "pods", "default", "p", "binding", binding);
    client.delete("v1", "pods", "default", "p", Json.object());
    ObjectNode going = client.get("v1", "pods", "default", "p").orElseThrow();
    assertThat(going.at("/metadata/deletionGracePeriodSeconds").asInt()).isEqualTo(30);
    assertThat(going.at("/spec/nodeName").asText()).isEqualTo("n1");
    client.delete("v1", "pods", "default", "p", Json.object().put("gracePeriodSeconds", 0));
    assertThat(client.get("v1", "pods", "default", "p")).isEmpty();
  }

  @Test
  void aQuotaIsNotExceededByThoseWhoCreateAtOnce() throws InterruptedException {
    ObjectNode quota = Client.named("v1", "ResourceQuota", "q");
    quota.withObject("/spec/hard").put("pods", "3");
    client.create("v1", "resourcequotas", "default", quota);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ObjectNode pod = pod("p" + i);
      Thread thread = new Thread(() -> createIfAllowed(pod));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(client.list("v1", "pods", "default")).hasSize(3);
    await()
        .until(
            () ->
                client
                    .get("v1", "resourcequotas", "default", "q")
                    .orElseThrow()
                    .at("/status/used/pods")
                    .asText()
                    .equals("3"));
  }

  private void createIfAllowed(ObjectNode pod) {
    try {
      create("pods", pod);
    } catch (ApiException e) {
      assertThat(e.getMessage()).contains("exceeded quota: q, requested: pods=1, used: pods=3");
    }
  }

  @Test
  void anEvictionAsksTheDisruptionBudget() {
    ObjectNode pod = pod("p");
    pod.withObject("/metadata/labels").put("app", "a");
    create("pods", pod);
    client.patch(
        "v1",
        "pods",
        "default",
        "p",
        "status",
        PatchType.MERGE,
        json("{\"status\":{\"phase\":\"Running\"}}"));
    ObjectNode budget = Client.named("policy/v1", "PodDisruptionBudget", "b");
    budget.withObject("/spec/selector/matchLabels").put("app", "a");
    ((ObjectNode) budget.get("spec")).put("minAvailable", 1);
    client.create("policy/v1", "poddisruptionbudgets", "default", budget);
    ObjectNode eviction = Client.named("policy/v1", "Eviction", "p");
    assertThatThrownBy(() -> client.createPart("v1", "pods", "default", "p", "eviction", eviction))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(429));
    client.patch(
        "policy/v1",
        "poddisruptionbudgets",
        "default",
        "b",
        "status",
        PatchType.MERGE,
        json(
            "{\"status\":{\"observedGeneration\":1,\"disruptionsAllowed\":1,\"currentHealthy\":1,\"desiredHealthy\":1,\"expectedPods\":1}}"));
    client.createPart("v1", "pods", "default", "p", "eviction", eviction);
    assertThat(client.get("v1", "pods", "default", "p")).isEmpty();
  }

  @Test
  void aListGoesOnWithWhatItWasAtItsFirstPage() {
    for (String name : List.of("a", "b", "c", "d")) {
      create(configMap(name));
    }
    Params two = new Params(Map.of("limit", "2", "labelSelector", "test"));
    Answer.Listed first = list(two);
    assertThat(first.page().items()).hasSize(2);
    client.delete("v1", "configmaps", "default", "c", Json.object());
    create(configMap("e"));
    Answer.Listed second = list(two.with("continue", first.next()));
    assertThat(second.page().items())
        .extracting(item -> item.key().name())
        .containsExactly("c", "d");
    assertThat(second.next()).isEmpty();
    cluster.compact();
    assertThatThrownBy(() -> list(two.with("continue", first.next())))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.reason()).isEqualTo("Expired");
              String inconsistent = e.status().at("/metadata/continue").asText();
              assertThat(list(two.with("continue", inconsistent)).page().items())
                  .extracting(item -> item.key().name())
                  .containsExactly("d", "e");
            });
  }

  @Test
  void aWatchFromAForgottenVersionIsToldSo() {
    String old = create(configMap("a")).at("/metadata/resourceVersion").asText();
    create(configMap("b"));
    cluster.compact();
    try (WatchStream watch =
        client.watch("v1", "configmaps", "default", new Params(Map.of("resourceVersion", old)))) {
      List<WatchEvent> events = watch.poll(10);
      assertThat(events).hasSize(1);
      assertThat(events.get(0).type()).isEqualTo("ERROR");
      assertThat(events.get(0).object().orElseThrow().path("code").asInt()).isEqualTo(410);
      assertThat(watch.ended()).isTrue();
    }
  }

  @Test
  void aGeneratedNameHasFiveCharactersMore() {
    ObjectNode map = Json.object();
    map.putObject("metadata").put("generateName", "web-");
    String name = client.create("v1", "configmaps", "default", map).at("/metadata/name").asText();
    assertThat(name).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
  }

  @Test
  void theSameSeedGivesTheSameNames() {
    assertThat(new Names(7).generate("a-")).isEqualTo(new Names(7).generate("a-"));
    assertThat(new Names(7).uid()).isEqualTo(new Names(7).uid());
  }

  @Test
  void faultsStrikeTheChosenRequestBeforeOrAfterItIsDone() {
    cluster.faults().on(Verb.CREATE, "configmaps").nth(2).refuse(429);
    create(configMap("a"));
    assertThatThrownBy(() -> create(configMap("b")))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(429));
    assertThat(get("b")).isEmpty();
    cluster.faults().clear();
    cluster.faults().on(Verb.CREATE, "configmaps").refuseAfterCommit(504);
    assertThatThrownBy(() -> create(configMap("c"))).isInstanceOf(ApiException.class);
    assertThat(get("c")).isPresent();
  }

  @Test
  void theHistoryKnowsWhoDidWhatAndWhatCameOfIt() {
    cluster.history().clear();
    create(configMap("a"));
    assertThatThrownBy(() -> create(configMap("a"))).isInstanceOf(ApiException.class);
    assertThat(cluster.history().exchanges())
        .filteredOn(exchange -> exchange.request().actor().agent().equals("test"))
        .extracting(
            exchange -> exchange.request().verb() + " " + exchange.code() + exchange.reason())
        .containsExactly("create 201", "create 409AlreadyExists");
  }

  @Test
  void aHeldWatchShowsNothingUntilItIsReleased() {
    cluster.watches().hold(request -> request.target().resource().equals("configmaps"));
    try (WatchStream watch =
        client.watch("v1", "configmaps", "default", new Params(Map.of("labelSelector", "test")))) {
      create(configMap("a"));
      assertThat(watch.poll(10)).isEmpty();
      cluster.watches().release();
      await().atMost(Duration.ofSeconds(5)).until(() -> !watch.poll(10).isEmpty());
    }
  }

  private Answer.Listed list(Params params) {
    return client.page("v1", "configmaps", "default", params);
  }

  private ObjectNode create(ObjectNode object) {
    return create("configmaps", object);
  }

  private ObjectNode create(String resource, ObjectNode object) {
    return client.create("v1", resource, "default", object);
  }

  private Optional<ObjectNode> get(String name) {
    return client.get("v1", "configmaps", "default", name);
  }

  private void delete(String name, String policy) {
    client.delete(
        "v1", "configmaps", "default", name, Json.object().put("propagationPolicy", policy));
  }

  private void patch(String name, String patch) {
    client.patch("v1", "configmaps", "default", name, "", PatchType.MERGE, json(patch));
  }

  private static ObjectNode configMap(String name) {
    ObjectNode map = Client.named("v1", "ConfigMap", name);
    map.withObject("/metadata/labels").put("test", "yes");
    return map;
  }

  private static ObjectNode owned(String name, ObjectNode owner, boolean blocks) {
    ObjectNode map = configMap(name);
    ((ObjectNode) map.get("metadata"))
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "v1")
        .put("kind", "ConfigMap")
        .put("name", owner.at("/metadata/name").asText())
        .put("uid", owner.at("/metadata/uid").asText())
        .put("blockOwnerDeletion", blocks);
    return map;
  }

  private static ObjectNode pod(String name) {
    ObjectNode pod = Client.named("v1", "Pod", name);
    pod.withObject("/spec").putArray("containers").addObject().put("name", "c").put("image", "i");
    return pod;
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
