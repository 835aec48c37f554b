package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final ObjectNode PLAIN = pod("");

  @Test
  void theNodeWithTheFewestPodsTakesThePod() {
    assertThat(Placement.of(PLAIN, List.of(candidate("a", "", 2), candidate("b", "", 1))))
        .isEqualTo(new Placement.Bound("b"));
  }

  @Test
  void withoutNodesNothingFits() {
    assertThat(Placement.of(PLAIN, List.of()))
        .isEqualTo(new Placement.Unschedulable("no nodes available to schedule pods"));
  }

  @Test
  void everyReasonIsCounted() {
    List<Placement.Candidate> nodes =
        List.of(
            candidate("a", "unschedulable: true", 0),
            candidate("b", "taints: [{key: k, effect: NoSchedule}]", 0),
            candidate("c", "", 3),
            candidate("d", "", 3));
    assertThat(Placement.of(PLAIN, nodes))
        .isEqualTo(
            new Placement.Unschedulable(
                "0/4 nodes are available: 1 node(s) had untolerated taint(s), "
                    + "1 node(s) were unschedulable, 2 Too many pods."));
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
    ObjectNode pod = pod("tolerations: [" + toleration + "]");
    assertThat(fits(pod, candidate("a", nodeSpec, 0))).isEqualTo(fits);
  }

  private static boolean fits(ObjectNode pod, Placement.Candidate candidate) {
    return Placement.of(pod, List.of(candidate)) instanceof Placement.Bound;
  }

  /** Of 2 CPUs and 3 pods; each pod on it takes half a CPU. */
  private static Placement.Candidate candidate(String name, String spec, int pods) {
    ObjectNode node =
        read(
            "{metadata: {name: %s, labels: {zone: '7'}}, spec: {%s}, ".formatted(name, spec)
                + "status: {allocatable: {cpu: 2, pods: 3}}}");
    return new Placement.Candidate(
        node, Collections.nCopies(pods, pod("containers: [{resources: {requests: {cpu: 0.5}}}]")));
  }

  private static ObjectNode pod(String spec) {
    return read("{spec: {" + spec + "}}");
  }

  private static ObjectNode read(String yaml) {
    try {
      return (ObjectNode) YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
