package dev.miniworks.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.workload.ControllerRef;
import dev.miniworks.operator.workload.PodPhase;
import dev.miniworks.operator.workload.PodView;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pod off the wire becomes what planners read, and nothing more stays. */
final class PodResourceTest {

  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod",
       "metadata": {"name": "web-1", "namespace": "ns", "uid": "u", "resourceVersion": "12",
         "creationTimestamp": "2026-01-01T00:00:00Z", "labels": {"app": "web"},
         "annotations": {"controller.kubernetes.io/pod-deletion-cost": "5", "big": "text"},
         "ownerReferences": [
           {"apiVersion": "v1", "kind": "Other", "name": "o", "uid": "x"},
           {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "r", "controller": true}],
         "managedFields": [{"manager": "m", "operation": "Update", "fieldsV1": {"f:spec": {}}}]},
       "spec": {"nodeName": "node-1", "containers": [{"name": "c", "image": "i"}],
         "initContainers": [{"name": "once"}, {"name": "side", "restartPolicy": "Always"}]},
       "status": {"phase": "Running", "qosClass": "BestEffort",
         "conditions": [
           {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"},
           {"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:05Z"}],
         "containerStatuses": [{"name": "c", "restartCount": 2}],
         "initContainerStatuses": [
           {"name": "once", "restartCount": 9}, {"name": "side", "restartCount": 3}]}}
      """;

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  PodResourceTest() {
    serialization.registerKubernetesResource("v1", "Pod", PodResource.class);
  }

  @Test
  void readsWhatPlannersNeed() {
    PodResource pod = serialization.unmarshal(POD, PodResource.class);
    PodView view = pod.view();
    assertThat(view.phase()).isEqualTo(PodPhase.RUNNING);
    assertThat(view.node()).contains("node-1");
    assertThat(view.ready()).isTrue();
    assertThat(view.readySince()).contains(Instant.parse("2026-01-01T00:00:05Z"));
    assertThat(view.restarts()).isEqualTo(2);
    assertThat(view.sidecarRestarts()).isEqualTo(3);
    assertThat(view.meta().controller())
        .contains(new ControllerRef("apps", "ReplicaSet", "web", "r"));
    assertThat(view.meta().labels()).isEqualTo(Map.of("app", "web"));
  }

  @Test
  void keepsNoBulk() {
    PodResource pod = serialization.unmarshal(POD, PodResource.class);
    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getMetadata().getAnnotations())
        .isEqualTo(Map.of("controller.kubernetes.io/pod-deletion-cost", "5"));
  }

  @Test
  void isWhatWatchEventsOfPodsBecome() {
    Object pod = serialization.unmarshal(POD);
    assertThat(pod).isInstanceOf(PodResource.class);
  }

  @Test
  void aPodWithoutStatusIsNeitherReadyNorScheduled() {
    PodView view =
        serialization
            .unmarshal(
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":{},\"status\":{}}",
                PodResource.class)
            .view();
    assertThat(view.ready()).isFalse();
    assertThat(view.node()).isEqualTo(Optional.empty());
    assertThat(view.phase()).isEqualTo(PodPhase.UNKNOWN);
  }
}
