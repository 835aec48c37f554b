package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;
import java.util.List;

/** Choosing objects by labels and by fields. */
final class ApiSelectorScenarios {

  @Scenario(
      id = "api.selector.equality",
      proves = "labels are compared with =, == and !=; the last also takes what has no such label")
  void equality(Api api) {
    objects(api);
    selects(api, "tier=front", "a", "b");
    selects(api, "tier==front", "a", "b");
    selects(api, "tier!=front", "c", "d");
    selects(api, "tier=front,env=prod", "a");
    selects(api, "tier=none");
    selects(api, "empty=", "d");
  }

  @Scenario(
      id = "api.selector.sets",
      proves = "labels are compared with in, notin, exists and not exists")
  void sets(Api api) {
    objects(api);
    selects(api, "tier in (front,back)", "a", "b", "c");
    selects(api, "tier in (back)", "c");
    selects(api, "tier notin (front)", "c", "d");
    selects(api, "tier notin (front, back)", "d");
    selects(api, "env", "a", "b");
    selects(api, "!env", "c", "d");
    selects(api, "env in (prod,test),tier=front,!empty", "a", "b");
  }

  @Scenario(
      id = "api.selector.bad",
      proves = "a selector that cannot be parsed is refused, never ignored")
  void bad(Api api) {
    for (var selector : List.of("tier in", "tier in (a", "=x", "a=b=c", "tier in (x) y", "!a=b")) {
      api.configMaps().list().with("labelSelector", selector).refused(400, "BadRequest");
    }
    api.configMaps().list().with("labelSelector", "tier=not ok").refused(400, "BadRequest");
    api.configMaps().deleteAll().with("labelSelector", "tier in (").refused(400, "BadRequest");
    api.configMaps().watch().with("labelSelector", "tier in (").refused(400, "BadRequest");
  }

  @Scenario(
      id = "api.selector.name-field",
      proves = "every kind can be chosen by metadata.name and metadata.namespace")
  void nameField(Api api) {
    objects(api);
    assertThat(fields(api, "metadata.name=b")).containsExactly("b");
    assertThat(fields(api, "metadata.name!=b")).containsExactly("a", "c", "d");
    assertThat(fields(api, "metadata.namespace=default")).isEmpty();
    assertThat(fields(api, "metadata.name=b,metadata.namespace=" + api.namespace()))
        .containsExactly("b");
  }

  @Scenario(
      id = "api.selector.pod-fields",
      proves = "pods can be chosen by node, phase, restart policy and service account")
  void podFields(Api api) {
    api.pods().create(Samples.pod("a")).expect(201);
    api.pods().create(Samples.boundPod("b", "nowhere")).expect(201);
    api.pods()
        .create(
            api.pods().document(Samples.pod("c")).with("/spec/restartPolicy", "Never").toString())
        .expect(201);
    api.pods().sub("status").patch(PatchType.MERGE, "c", "status: {phase: Succeeded}").expect(200);
    assertThat(pods(api, "spec.nodeName=nowhere")).containsExactly("b");
    assertThat(pods(api, "spec.nodeName=")).containsExactly("a", "c");
    assertThat(pods(api, "status.phase=Succeeded")).containsExactly("c");
    assertThat(pods(api, "status.phase!=Succeeded,status.phase!=Failed")).containsExactly("a", "b");
    assertThat(pods(api, "spec.restartPolicy=Always")).containsExactly("a", "b");
    assertThat(pods(api, "spec.serviceAccountName=default,spec.schedulerName=nobody"))
        .containsExactly("a", "c");
  }

  @Scenario(
      id = "api.selector.event-fields",
      proves = "events can be chosen by the object they are about, by reason and by type")
  void eventFields(Api api) {
    event(api, "one", "Pod", "web", "Warning", "Failed");
    event(api, "two", "Pod", "other", "Normal", "Started");
    event(api, "three", "ReplicaSet", "web", "Normal", "Started");
    assertThat(events(api, "involvedObject.kind=Pod,involvedObject.name=web"))
        .containsExactly("one");
    assertThat(events(api, "involvedObject.name=web")).containsExactly("one", "three");
    assertThat(events(api, "reason=Started,type=Normal")).containsExactly("three", "two");
    assertThat(events(api, "type!=Normal")).containsExactly("one");
    assertThat(events(api, "involvedObject.namespace=" + api.namespace())).hasSize(3);
  }

  @Scenario(
      id = "api.selector.bad-field",
      proves = "a field that cannot be chosen by is refused, with its name")
  void badField(Api api) {
    api.pods()
        .list()
        .with("fieldSelector", "spec.priority=1")
        .refused(400, "BadRequest")
        .says("field label not supported: spec.priority");
    api.configMaps()
        .list()
        .with("fieldSelector", "data.color=red")
        .refused(400, "BadRequest")
        .says("\"data.color\" is not a known field selector");
    api.gadgets()
        .list()
        .with("fieldSelector", "spec.size=1")
        .refused(400, "BadRequest")
        .says("field label not supported: spec.size");
    api.configMaps().list().with("fieldSelector", "metadata.name").refused(400, "BadRequest");
  }

  private static void objects(Api api) {
    var labels =
        List.of(
            "a, labels: {tier: front, env: prod}",
            "b, labels: {tier: front, env: test}",
            "c, labels: {tier: back}",
            "d, labels: {empty: ''}");
    for (var object : labels) {
      api.of(Builtin.SECRET).create("metadata: {name: %s}".formatted(object)).expect(201);
    }
  }

  private static void selects(Api api, String selector, String... names) {
    assertThat(api.of(Builtin.SECRET).list().with("labelSelector", selector).expect(200).names())
        .as(selector)
        .containsExactly(names);
  }

  private static List<String> fields(Api api, String selector) {
    return api.of(Builtin.SECRET).list().with("fieldSelector", selector).expect(200).names();
  }

  private static List<String> pods(Api api, String selector) {
    return api.pods().list().with("fieldSelector", selector).expect(200).names();
  }

  private static List<String> events(Api api, String selector) {
    return api.of(Builtin.EVENT).list().with("fieldSelector", selector).expect(200).names();
  }

  private static void event(
      Api api, String name, String kind, String object, String type, String reason) {
    api.of(Builtin.EVENT)
        .create(
            """
            metadata: {name: %s}
            involvedObject: {kind: %s, name: %s, namespace: %s}
            type: %s
            reason: %s
            """
                .formatted(name, kind, object, api.namespace(), type, reason))
        .expect(201);
  }
}
