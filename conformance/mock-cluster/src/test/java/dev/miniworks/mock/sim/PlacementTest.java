package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final PodInfo PLAIN = pod("");

  @Test
  void theNodeWithTheFewestPodsTakesThePod() {
    assertThat(place(PLAIN, List.of(candidate("a", "", 2), candidate("b", "", 1))))
        .isEqualTo(new Placement.Bound("b"));
  }

  @Test
  void withoutNodesNothingFits() {
    assertThat(place(PLAIN, List.of()))
        .isEqualTo(new Placement.Unschedulable("no nodes available to schedule pods"));
  }

  @Test
  void everyReasonIsCounted() {
    List<NodeInfo> nodes =
        List.of(
            candidate("a", "unschedulable: true", 0),
            candidate("b", "taints: [{key: k, effect: NoSchedule}]", 0),
            candidate("c", "", 3),
            candidate("d", "", 3));
    assertThat(place(PLAIN, nodes))
        .isEqualTo(
            new Placement.Unschedulable(
                "0/4 nodes are available: 1 node(s) had untolerated taint(s), "
                    + "1 node(s) were unschedulable, 2 Too many pods. no new claims to deallocate, "
                    + "preemption: 0/4 nodes are available: 2 No preemption victims found for "
                    + "incoming pod, 2 Preemption is not helpful for scheduling."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "containers: [{resources: {requests: {cpu: 1500m}}}]                   | true",
        "containers: [{resources: {requests: {cpu: 1501m}}}]                   | false",
        "initContainers: [{resources: {requests: {cpu: 2}}}]                   | false",
        "nodeSelector: {zone: '7'}                                             | true",
        "nodeSelector: {zone: '8'}                                             | false",
        "nodeSelector: {other: '7'}                                            | false",
      })
  void requestsAndSelectorsCount(String spec, boolean fits) {
    assertThat(fits(pod(spec), candidate("a", "", 1))).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{matchExpressions: [{key: zone, operator: In, values: ['7']}]}]          | true",
        "[{matchExpressions: [{key: zone, operator: NotIn, values: ['7']}]}]       | false",
        "[{matchExpressions: [{key: other, operator: NotIn, values: ['7']}]}]      | true",
        "[{matchExpressions: [{key: zone, operator: Exists}]}]                     | true",
        "[{matchExpressions: [{key: zone, operator: DoesNotExist}]}]               | false",
        "[{matchExpressions: [{key: zone, operator: Gt, values: ['6']}]}]          | true",
        "[{matchExpressions: [{key: zone, operator: Lt, values: ['6']}]}]          | false",
        "[{matchFields: [{key: metadata.name, operator: In, values: [a]}]}]        | true",
        "[{matchFields: [{key: metadata.name, operator: In, values: [b]}]}]        | false",
        "[{}]                                                                      | false",
        "[{}, {matchExpressions: [{key: zone, operator: Exists}]}]                 | true",
      })
  void requiredAffinityCounts(String terms, boolean fits) {
    String spec =
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
            + "{nodeSelectorTerms: %s}}}";
    assertThat(fits(pod(spec.formatted(terms)), candidate("a", "", 0))).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "taints: [{key: k, value: v, effect: NoExecute}] | {key: k, value: v}            | true",
        "taints: [{key: k, value: v, effect: NoExecute}] | {key: k, value: w}            | false",
        "taints: [{key: k, value: v, effect: NoExecute}] | {operator: Exists}            | true",
        "taints: [{key: k, value: v, effect: NoExecute}] | {key: k, operator: Exists, effect: NoSchedule} | false",
        "taints: [{key: k, effect: PreferNoSchedule}]    | {key: other}                  | true",
        "unschedulable: true | {key: node.kubernetes.io/unschedulable, operator: Exists} | true",
        "unschedulable: true | {key: other, operator: Exists}                            | false",
      })
  void taintsAndCordonsCount(String nodeSpec, String toleration, boolean fits) {
    PodInfo pod = pod("tolerations: [" + toleration + "]");
    assertThat(fits(pod, candidate("a", nodeSpec, 0))).isEqualTo(fits);
  }

  private static Placement place(PodInfo pod, List<NodeInfo> nodes) {
    return Placement.of(pod, nodes, namespace -> Map.of());
  }

  private static boolean fits(PodInfo pod, NodeInfo candidate) {
    return place(pod, List.of(candidate)) instanceof Placement.Bound;
  }

  /** Of 2 CPUs and 3 pods; each pod on it takes half a CPU. */
  private static NodeInfo candidate(String name, String spec, int pods) {
    NodeInfo node = new NodeInfo(name);
    node.update(
        read(
            "{metadata: {name: %s, labels: {zone: '7'}}, spec: {%s}, ".formatted(name, spec)
                + "status: {allocatable: {cpu: 2, pods: 3}}}"));
    for (int i = 0; i < pods; i++) {
      node.add(
          PodInfo.of(
              read(
                  "{metadata: {name: p%d}, spec: {containers: [{resources: {requests: {cpu: 0.5}}}]}}"
                      .formatted(i))));
    }
    return node;
  }

  private static PodInfo pod(String spec) {
    return PodInfo.of(read("{spec: {" + spec + "}}"));
  }

  private static ObjectNode read(String yaml) {
    try {
      return (ObjectNode) YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
