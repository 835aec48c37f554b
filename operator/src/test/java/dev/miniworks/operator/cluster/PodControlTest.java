package dev.miniworks.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pods are made by name, in growing batches, and a repeated create makes no second one. */
@EnableKubernetesMockClient(https = false)
final class PodControlTest {

  private static final String PODS = "/api/v1/namespaces/ns/pods";
  private static final long SEED = 7;

  private static final Owner OWNER =
      new Owner(
          new ApiKind("apps", "v1", "ReplicaSet", "replicasets"),
          new Meta(
              "ns",
              "web",
              "owner",
              "1",
              1,
              Map.of(),
              Map.of(),
              Instant.EPOCH,
              false,
              Optional.empty()),
          "controller");

  KubernetesMockServer server;
  KubernetesClient client;

  private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
  private final WriteLog writes = new WriteLog(Clock.systemUTC());
  private final Pod template = new PodBuilder().withNewSpec().endSpec().build();
  private PodControl control;

  @BeforeEach
  void control() {
    control =
        new PodControl(
            new Api(client, new Gate(64, 0, 0, () -> true), (verb, resource, code, took) -> {}),
            (namespace, version) -> false,
            writes,
            (owner, event) -> events.add(event.reason()),
            new SplittableRandom(SEED));
  }

  @Test
  void theFirstFailureEndsTheSlowStart() {
    server
        .expect()
        .post()
        .withPath(PODS)
        .andReturn(403, status(403, "Forbidden", "exceeded quota"))
        .always();
    List<Failure> failures = control.create(OWNER, template, 500);
    assertThat(failures)
        .containsExactly(
            new Failure(Failure.Verb.CREATE, Failure.Cause.FORBIDDEN, "exceeded quota"));
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(events).containsExactly("FailedCreate");
    assertThat(writes.seen("owner")).isTrue();
  }

  @Test
  void createsAsManyAsAskedForAndRemembersThem() {
    server.expect().post().withPath(PODS).andReturn(201, pod("any", "owner", "5")).always();
    assertThat(control.create(OWNER, template, 11)).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(11);
    assertThat(events).hasSize(11).containsOnly("SuccessfulCreate");
    assertThat(writes.seen("owner")).isFalse();
  }

  @Test
  void aNameHeldByAPodOfOursIsASuccess() {
    String name = Names.pod("web", new SplittableRandom(SEED));
    server
        .expect()
        .post()
        .withPath(PODS)
        .andReturn(409, status(409, "AlreadyExists", "exists"))
        .once();
    server
        .expect()
        .get()
        .withPath(PODS + "/" + name)
        .andReturn(200, pod(name, "owner", "5"))
        .once();
    assertThat(control.create(OWNER, template, 1)).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aNameHeldByAStrangerMeansAnotherName() {
    String name = Names.pod("web", new SplittableRandom(SEED));
    server
        .expect()
        .post()
        .withPath(PODS)
        .andReturn(409, status(409, "AlreadyExists", "exists"))
        .once();
    server
        .expect()
        .get()
        .withPath(PODS + "/" + name)
        .andReturn(200, pod(name, "stranger", "5"))
        .once();
    server.expect().post().withPath(PODS).andReturn(201, pod("other", "owner", "6")).once();
    assertThat(control.create(OWNER, template, 1)).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aNamespaceThatEndsIsNoNews() {
    var refusal =
        new StatusBuilder(status(403, "Forbidden", "is being terminated"))
            .withNewDetails()
            .addNewCause("metadata.namespace", "terminating", "NamespaceTerminating")
            .endDetails()
            .build();
    server.expect().post().withPath(PODS).andReturn(403, refusal).once();
    assertThat(control.create(OWNER, template, 1))
        .extracting(Failure::cause)
        .containsExactly(Failure.Cause.NAMESPACE_TERMINATING);
    assertThat(events).isEmpty();
  }

  private static io.fabric8.kubernetes.api.model.Status status(
      int code, String reason, String message) {
    return new StatusBuilder()
        .withStatus("Failure")
        .withCode(code)
        .withReason(reason)
        .withMessage(message)
        .build();
  }

  private static Pod pod(String name, String owner, String version) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withResourceVersion(version)
        .addNewOwnerReference()
        .withController(true)
        .withUid(owner)
        .endOwnerReference()
        .endMetadata()
        .build();
  }
}
