package dev.miniworks.cli.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.6Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2|3|3|3|Waiting for deployment spec update to be observed...|false
          3|3|1|0|Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...|false
          3|4|3|3|Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...|false
          3|3|3|2|Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...|false
          3|3|3|3|deployment "web" successfully rolled out|true
          """)
  void saysHowFarARolloutIs(
      int observed, int replicas, int updated, int available, String words, boolean done) {
    var deployment = Samples.deployment("a");
    ((ObjectNode) deployment.status())
        .put("observedGeneration", observed)
        .put("replicas", replicas)
        .put("updatedReplicas", updated)
        .put("availableReplicas", available);
    assertThat(RolloutProgress.of(deployment, 0)).isEqualTo(new RolloutProgress(words, done));
  }

  @Test
  void failsWhenTheDeadlineHasPassedOrAnotherRevisionRuns() {
    var deployment = Samples.deployment("a");
    assertThatThrownBy(() -> RolloutProgress.of(deployment, 7))
        .hasMessage("desired revision (7) is different from the running revision (2)");
    ((ObjectNode) deployment.status())
        .putArray("conditions")
        .addObject()
        .put("type", "Progressing")
        .put("reason", "ProgressDeadlineExceeded");
    assertThatThrownBy(() -> RolloutProgress.of(deployment, 0))
        .hasMessage("deployment \"web\" exceeded its progress deadline");
  }

  @Test
  void listsTheRevisionsThatAreOwned() {
    var foreign = Samples.revision(9, "x");
    ((ObjectNode) foreign.json().path("metadata")).remove("ownerReferences");
    var revisions =
        Revisions.of(
            Samples.deployment("b"),
            List.of(Samples.revision(2, "b"), foreign, Samples.revision(1, "a")));
    assertThat(revisions.table())
        .isEqualTo("REVISION  CHANGE-CAUSE\n1         to a\n2         to b\n");
    assertThat(Revisions.of(foreign, List.of()).table()).isEqualTo("No rollout history found.");
  }

  @Test
  void goesBackToTheTemplateAndAnnotationsOfARevision() {
    var deployment = Samples.deployment("b");
    var revisions =
        Revisions.of(deployment, List.of(Samples.revision(1, "a"), Samples.revision(2, "b")));
    var target = Rollback.target(deployment, revisions, 0);
    assertThat(Rollback.patch(deployment, target, "kubectl mini"))
        .contains(
            Samples.yaml(
                """
                - op: replace
                  path: /spec/template
                  value:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: a}]}
                - op: add
                  path: /metadata/annotations
                  value: {deployment.kubernetes.io/revision: "2", kubernetes.io/change-cause: to a}
                """));
    assertThat(target.template().at("/metadata/labels").has("pod-template-hash")).isTrue();
  }

  @Test
  void doesNotGoBackToWhereItIs() {
    var deployment = Samples.deployment("b");
    // The revision has a default that the object leaves out.
    var current = Samples.revision(2, "b");
    ((ObjectNode) current.template().path("spec")).put("dnsPolicy", "ClusterFirst");
    assertThat(Rollback.patch(deployment, current, "kubectl")).isEmpty();
    ((ObjectNode) deployment.status()).put("observedGeneration", 2);
    assertThat(Rollback.patch(deployment, current, "kubectl")).isPresent();
    assertThat(Rollback.patch(deployment, Samples.revision(1, "b"), "kubectl")).isEmpty();
  }

  @Test
  void refusesToGoBackWhilePausedOrToWhatIsNotThere() {
    var deployment = Samples.deployment("b");
    var revisions = Revisions.of(deployment, List.of(Samples.revision(2, "b")));
    assertThatThrownBy(() -> Rollback.target(deployment, revisions, 9))
        .hasMessage("unable to find specified revision 9 in history");
    assertThatThrownBy(() -> Rollback.target(deployment, revisions, 0))
        .hasMessage("no rollout history found for deployment \"web\"");
    ((ObjectNode) deployment.spec()).put("paused", true);
    assertThatThrownBy(() -> Rollback.patch(deployment, Samples.revision(1, "a"), "kubectl mini"))
        .hasMessageContaining("resume it first with 'kubectl mini rollout resume'");
  }

  @Test
  void restartsByAnAnnotationOnceASecond() {
    var deployment = Samples.deployment("a");
    var patch = RolloutChange.restart(CLOCK).patch().apply(deployment);
    assertThat(
            patch
                .at("/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt")
                .asText())
        .isEqualTo("2026-01-02T03:04:05Z");
    ((ObjectNode) deployment.template().path("metadata"))
        .set("annotations", patch.at("/spec/template/metadata/annotations"));
    assertThatThrownBy(() -> RolloutChange.restart(CLOCK).patch().apply(deployment))
        .hasMessageContaining("already been triggered within the past second");
    ((ObjectNode) deployment.spec()).put("paused", true);
    assertThatThrownBy(() -> RolloutChange.restart(CLOCK).patch().apply(deployment))
        .hasMessageContaining("can't restart paused deployment");
  }

  @Test
  void pausesAndResumesOnlyWhatIsNotSoAlready() {
    var deployment = Samples.deployment("a");
    assertThat(RolloutChange.pause().patch().apply(deployment))
        .isEqualTo(Samples.yaml("spec: {paused: true}"));
    assertThatThrownBy(() -> RolloutChange.resume().patch().apply(deployment))
        .hasMessage("error: minideployments.miniworks.dev \"web\" is not paused");
    ((ObjectNode) deployment.spec()).put("paused", true);
    assertThat(RolloutChange.resume().patch().apply(deployment))
        .isEqualTo(Samples.yaml("spec: {paused: null}"));
    assertThatThrownBy(() -> RolloutChange.pause().patch().apply(deployment))
        .hasMessage("error: minideployments.miniworks.dev \"web\" is already paused");
  }
}
