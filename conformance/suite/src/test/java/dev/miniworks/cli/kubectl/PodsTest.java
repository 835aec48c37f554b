package dev.miniworks.cli.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodsTest {

  @Test
  void prefersTheLongestReadyPod() {
    var pending = pod("pending", "Pending", "False", "");
    var young = pod("young", "Running", "True", "2026-01-01T00:00:09Z");
    var old = pod("old", "Running", "True", "2026-01-01T00:00:01Z");
    assertThat(PodRanking.LOGS.sorted(List.of(pending, young, old)))
        .containsExactly(old, young, pending);
  }

  @Test
  void connectsToNoPodThatIsLeaving() {
    var leaving = pod("a", "Running", "True", "2026-01-01T00:00:01Z");
    var staying = pod("b", "Running", "True", "2026-01-01T00:00:09Z");
    assertThat(PodRanking.CONNECT.sorted(List.of(leaving, staying)).get(0)).isEqualTo(leaving);
    ((ObjectNode) leaving.path("metadata")).put("deletionTimestamp", "2026-01-01T00:01:00Z");
    assertThat(PodRanking.CONNECT.sorted(List.of(leaving, staying)).get(0)).isEqualTo(staying);
    assertThat(PodRanking.LOGS.sorted(List.of(leaving, staying)).get(0)).isEqualTo(leaving);
  }

  @Test
  void handsAProgramOverWithItsOwnOptions() {
    var call =
        new PodCall(
            "exec", List.of("--stdin=true"), Optional.of("mdeploy/web"), List.of("ls", "-l"));
    assertThat(call.miniObject()).contains(new Targets.Name(Kind.MINI_DEPLOYMENT, "web"));
    assertThat(call.about("web-1").arguments())
        .containsExactly("exec", "--stdin=true", "pod/web-1", "--", "ls", "-l");
  }

  @Test
  void handsPortsOver() {
    assertThat(
            new PodCall(
                    "port-forward",
                    List.of("--address=0.0.0.0"),
                    Optional.of("mrs/w"),
                    List.of("8080:80"))
                .about("w-1")
                .arguments())
        .containsExactly("port-forward", "--address=0.0.0.0", "pod/w-1", "8080:80");
  }

  @Test
  void readsTheLogsOfAllPodsByTheirSelector() {
    var call =
        new PodCall(
            "logs",
            List.of("--all-pods=true", "--follow=true"),
            Optional.of("mdeploy/web"),
            List.of());
    assertThat(call.allPods()).isTrue();
    assertThat(call.aboutAll("app=web").arguments())
        .containsExactly(
            "logs", "--follow=true", "--selector=app=web", "--prefix=true", "--tail=-1");
  }

  @Test
  void leavesWhatKubectlKnowsToIt() {
    for (var target : List.of("web-1", "deploy/web", "pod/web", "sts/db")) {
      var call = new PodCall("logs", List.of(), Optional.of(target), List.of());
      assertThat(call.miniObject()).isEmpty();
      assertThat(call.arguments()).containsExactly("logs", target);
    }
    var mistyped = new PodCall("logs", List.of(), Optional.of("minideploymnt/web"), List.of());
    assertThatThrownBy(mistyped::miniObject).hasMessageContaining("did you mean");
  }

  @Test
  void writesSelectorsAsRequestsHaveThem() {
    assertThat(
            Selectors.text(
                Samples.yaml(
                    """
                    matchLabels: {app: web}
                    matchExpressions:
                    - {key: tier, operator: In, values: [a, b]}
                    - {key: old, operator: DoesNotExist}
                    - {key: new, operator: Exists}
                    """)))
        .isEqualTo("app=web,tier in (a,b),!old,new");
  }

  private static JsonNode pod(String name, String phase, String ready, String since) {
    return Samples.yaml(
        """
        metadata: {name: %s}
        spec: {nodeName: n}
        status: {phase: %s, conditions: [{type: Ready, status: "%s", lastTransitionTime: "%s"}]}
        """
            .formatted(name, phase, ready, since));
  }
}
