package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;

/** The small kinds that operators keep their books with: leases, events, secrets. */
final class ApiRecordScenarios {

  private static final String LEASE =
      """
      metadata: {name: leader}
      spec:
        holderIdentity: %s
        leaseDurationSeconds: 15
        acquireTime: "2026-01-02T03:04:05.123456Z"
        renewTime: "2026-01-02T03:04:05.123456Z"
        leaseTransitions: 0
      """;

  @Scenario(
      id = "api.record.lease",
      proves = "of two that take a lease from the same version, one wins")
  void lease(Api api) {
    var leases = api.of(Builtin.LEASE);
    var created = leases.create(LEASE.formatted("one")).expect(201);
    assertThat(created.text("/spec/renewTime")).isEqualTo("2026-01-02T03:04:05.123456Z");
    leases.create(LEASE.formatted("two")).refused(409, "AlreadyExists");
    var taken = leases.update(created.with("/spec/holderIdentity", "two")).expect(200);
    leases.update(created.with("/spec/holderIdentity", "three")).refused(409, "Conflict");
    assertThat(leases.get("leader").expect(200)).isEqualTo(taken);
  }

  @Scenario(id = "api.record.lease-invalid", proves = "a lease of no duration is refused")
  void leaseInvalid(Api api) {
    api.of(Builtin.LEASE)
        .create("{metadata: {name: a}, spec: {leaseDurationSeconds: 0}}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.leaseDurationSeconds", "must be greater than 0");
  }

  @Scenario(
      id = "api.record.event",
      proves = "an event keeps its count and times, and can be counted up by a patch")
  void event(Api api) {
    var events = api.of(Builtin.EVENT);
    var created = events.create(event(api, api.namespace())).expect(201);
    assertThat(created.text("/involvedObject/name")).isEqualTo("web");
    assertThat(created.text("/firstTimestamp")).isEqualTo("2026-01-02T03:04:05Z");
    var counted =
        events
            .patch(PatchType.MERGE, "web.1", "{count: 2, lastTimestamp: '2026-01-02T03:05:00Z'}")
            .expect(200);
    assertThat(counted.number("/count")).isEqualTo(2);
    assertThat(counted.text("/firstTimestamp")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(counted.text("/lastTimestamp")).isEqualTo("2026-01-02T03:05:00Z");
  }

  @Scenario(
      id = "api.record.event-namespace",
      proves = "an event is kept in the namespace of what it is about, or refused")
  void eventNamespace(Api api) {
    api.of(Builtin.EVENT)
        .create(event(api, "default"))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "involvedObject.namespace", "does not match event.namespace");
  }

  @Scenario(
      id = "api.record.event-groups",
      proves = "an event written to one of its two groups is read in the other")
  void eventGroups(Api api) {
    var created = api.of(Builtin.EVENT).create(event(api, api.namespace())).expect(201);
    var other =
        api.request("GET", "/apis/events.k8s.io/v1/namespaces/" + api.namespace() + "/events/web.1")
            .expect(200);
    assertThat(other.text("/apiVersion")).isEqualTo("events.k8s.io/v1");
    assertThat(other.uid()).isEqualTo(created.uid());
    assertThat(other.text("/note")).isEqualTo("it works");
    assertThat(other.text("/regarding/name")).isEqualTo("web");
    assertThat(other.number("/deprecatedCount")).isEqualTo(1);
  }

  private static String event(Api api, String about) {
    return """
        metadata: {name: web.1}
        involvedObject: {kind: Pod, name: web, namespace: %s}
        type: Normal
        reason: Started
        message: it works
        count: 1
        firstTimestamp: "2026-01-02T03:04:05Z"
        lastTimestamp: "2026-01-02T03:04:05Z"
        source: {component: test}
        """
        .formatted(about);
  }

  @Scenario(
      id = "api.record.secret",
      proves = "a secret's texts become data in base64, are not kept, and its type stays")
  void secret(Api api) {
    var secrets = api.of(Builtin.SECRET);
    var created =
        secrets
            .create("{metadata: {name: a}, stringData: {word: open}, data: {other: eA==}}")
            .expect(201);
    assertThat(created.at("/data")).isEqualTo(Document.yaml("{other: eA==, word: b3Blbg==}"));
    assertThat(created.has("/stringData")).isFalse();
    assertThat(created.text("/type")).isEqualTo("Opaque");
    secrets
        .update(created.with("/type", "example.com/other"))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "type", "field is immutable");
    secrets
        .create("{metadata: {name: b}, data: {word: 'not base64'}}")
        .refused(400, "BadRequest")
        .says("illegal base64 data");
  }

  @Scenario(id = "api.record.review", proves = "a user with all rights is told that he may")
  void review(Api api) {
    var review =
        api.request("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
            .body(
                Document.yaml(
                    """
                    apiVersion: authorization.k8s.io/v1
                    kind: SelfSubjectAccessReview
                    spec: {resourceAttributes: {verb: create, resource: pods, namespace: default}}
                    """))
            .expect(201);
    assertThat(review.text("/status/allowed")).isEqualTo("true");
  }

  @Scenario(
      id = "api.record.token",
      proves = "a service account gets a token that the server takes as its own")
  void token(Api api) {
    api.await(
        "the account is there",
        () -> api.of(Builtin.SERVICE_ACCOUNT).get("default").send().code() == 200);
    var request =
        api.of(Builtin.SERVICE_ACCOUNT)
            .sub("token")
            .createFor(
                "default",
                """
                apiVersion: authentication.k8s.io/v1
                kind: TokenRequest
                spec: {expirationSeconds: 600}
                """)
            .expect(201);
    var token = request.text("/status/token");
    assertThat(token).isNotEmpty();
    var review =
        api.request("POST", "/apis/authentication.k8s.io/v1/tokenreviews")
            .body(
                Document.yaml("{apiVersion: authentication.k8s.io/v1, kind: TokenReview}")
                    .with("/spec/token", token))
            .expect(201);
    assertThat(review.text("/status/authenticated")).isEqualTo("true");
    assertThat(review.text("/status/user/username"))
        .isEqualTo("system:serviceaccount:%s:default".formatted(api.namespace()));
  }
}
