package dev.miniworks.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.miniworks.crd.Rule.Reason;
import java.util.List;

/**
 * What Miniworks says about the native structure: defaults, bounds, rules with their reasons,
 * columns, and the few fields of its own.
 */
final class Kinds {

  // A rule that compares the selector with the labels has to fit the API server's cost budget,
  // which it computes from these bounds.
  private static final int MAX_LABELS = 64;
  private static final int MAX_EXPRESSIONS = 32;
  private static final int MAX_LABEL_VALUE = 63;
  private static final int MAX_LABEL_KEY = 317;

  private static final String LABEL_VALUE = "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$";

  private Kinds() {}

  /** Every kind's definition. */
  static List<Crd> all() {
    final Structure structure = Structure.load();
    return List.of(miniDeployment(structure), miniReplicaSet(structure));
  }

  private static Crd miniDeployment(final Structure structure) {
    return new Crd(
        "MiniDeployment",
        "minideployments",
        "mdeploy",
        "Rolls pods from one template to the next, as an apps/v1 Deployment does.",
        List.of(
            Column.text("Ready", ".status.miniworks.ready"),
            Column.number("Up-to-date", ".status.updatedReplicas"),
            Column.number("Available", ".status.availableReplicas"),
            Column.age(),
            Column.text("Containers", ".spec.template.spec.containers[*].name").onlyWide(),
            Column.text("Images", ".spec.template.spec.containers[*].image").onlyWide(),
            Column.text("Selector", ".status.selector").onlyWide()),
        deploymentSpec(structure),
        status(structure.schemaOf("DeploymentStatus")));
  }

  private static Crd miniReplicaSet(final Structure structure) {
    return new Crd(
        "MiniReplicaSet",
        "minireplicasets",
        "mrs",
        "Keeps a number of pods of one template running, as an apps/v1 ReplicaSet does.",
        List.of(
            Column.number("Desired", ".spec.replicas"),
            Column.number("Current", ".status.replicas"),
            Column.number("Ready", ".status.readyReplicas"),
            Column.age(),
            Column.text("Containers", ".spec.template.spec.containers[*].name").onlyWide(),
            Column.text("Images", ".spec.template.spec.containers[*].image").onlyWide(),
            Column.text("Selector", ".status.selector").onlyWide()),
        replicated(structure.schemaOf("ReplicaSetSpec")),
        status(structure.schemaOf("ReplicaSetStatus")));
  }

  private static Schema deploymentSpec(final Structure structure) {
    final Schema spec = replicated(structure.schemaOf("DeploymentSpec"));
    spec.at("revisionHistoryLimit").min(0).defaultTo(10);
    spec.at("progressDeadlineSeconds").min(0).defaultTo(600);
    strategy(spec.at("strategy"));
    return spec.rules(
        Rule.that(
                """
                self.progressDeadlineSeconds >
                (has(self.minReadySeconds) ? self.minReadySeconds : 0)
                """,
                "must be greater than minReadySeconds")
            .blaming(".progressDeadlineSeconds"));
  }

  /**
   * The defaults of surge and unavailable are not written out: a stored rollingUpdate that the user
   * never wrote would stand in the way of changing the type to Recreate.
   */
  private static void strategy(final Schema strategy) {
    strategy
        .defaultTo(JsonNodeFactory.instance.objectNode().put("type", "RollingUpdate"))
        .rules(
            Rule.that(
                    "self.type != 'Recreate' || !has(self.rollingUpdate)",
                    "may not be specified when strategy `type` is 'Recreate'")
                .blaming(".rollingUpdate")
                .because(Reason.FORBIDDEN));
    strategy.at("type").defaultTo("RollingUpdate");
    final Schema rollingUpdate = strategy.at("rollingUpdate");
    for (final String field : List.of("maxSurge", "maxUnavailable")) {
      rollingUpdate
          .at(field)
          .maxLength(16)
          .rules(
              Rule.that(
                  "type(self) == int ? self >= 0 : self.matches('^[0-9]+%$')",
                  "must be a number of pods, not negative, or a percentage such as 25%"));
    }
    rollingUpdate
        .at("maxUnavailable")
        .rules(
            Rule.that(
                "type(self) == int || !self.matches('^[0-9]+%$') || self.matches('^0*(100|[0-9]{1,2})%$')",
                "must not be greater than 100%"));
    rollingUpdate.rules(
        Rule.that(
                """
                !has(self.maxSurge) || !has(self.maxUnavailable)
                || !(type(self.maxSurge) == int ? self.maxSurge == 0 : self.maxSurge.matches('^0+%$'))
                || !(type(self.maxUnavailable) == int ? self.maxUnavailable == 0
                     : self.maxUnavailable.matches('^0+%$'))
                """,
                "may not be 0 when `maxSurge` is 0")
            .blaming(".maxUnavailable"));
  }

  /** What every kind that keeps a number of equal pods says about its spec. */
  private static Schema replicated(final Schema spec) {
    spec.requires("template").at("replicas").min(0).defaultTo(1);
    spec.at("minReadySeconds").min(0);
    selector(spec.at("selector"));
    template(spec.at("template"));
    return spec.rules(
        Rule.that(
                """
                has(self.template.metadata) && has(self.template.metadata.labels)
                ? (!has(self.selector.matchLabels) || self.selector.matchLabels.all(k,
                     k in self.template.metadata.labels
                     && self.template.metadata.labels[k] == self.selector.matchLabels[k]))
                  && (!has(self.selector.matchExpressions) || self.selector.matchExpressions.all(e,
                     (e.key in self.template.metadata.labels && (!has(e.values) || size(e.values) == 0
                        || self.template.metadata.labels[e.key] in e.values))
                     == (e.operator in ['In', 'Exists'])))
                : (!has(self.selector.matchLabels) || size(self.selector.matchLabels) == 0)
                  && (!has(self.selector.matchExpressions)
                     || self.selector.matchExpressions.all(e, e.operator in ['NotIn', 'DoesNotExist']))
                """,
                "`selector` does not match template `labels`")
            .blaming(".template.metadata.labels"));
  }

  private static void selector(final Schema selector) {
    selector.rules(
        Rule.that("self == oldSelf", "field is immutable"),
        Rule.that(
            """
            has(self.matchLabels) && size(self.matchLabels) > 0
            || has(self.matchExpressions) && size(self.matchExpressions) > 0
            """,
            "empty selector is invalid: it would match every pod"),
        Rule.that(
                """
                !has(self.matchExpressions) || self.matchExpressions.all(e,
                (e.operator in ['In', 'NotIn']) == (has(e.values) && size(e.values) > 0))
                """,
                "operators In and NotIn need values, Exists and DoesNotExist take none")
            .blaming(".matchExpressions"));
    selector.at("matchLabels").maxEntries(MAX_LABELS);
    selector.at("matchLabels.{}").maxLength(MAX_LABEL_VALUE);
    selector.at("matchExpressions").maxEntries(MAX_EXPRESSIONS);
    selector.at("matchExpressions.[].key").maxLength(MAX_LABEL_KEY);
    selector.at("matchExpressions.[].operator").oneOf("DoesNotExist", "Exists", "In", "NotIn");
    selector.at("matchExpressions.[].values").maxEntries(MAX_LABELS);
    selector.at("matchExpressions.[].values.[]").maxLength(MAX_LABEL_VALUE);
  }

  private static void template(final Schema template) {
    template.requires("spec");
    template.at("metadata.labels").maxEntries(MAX_LABELS);
    template.at("metadata.labels.{}").maxLength(MAX_LABEL_VALUE).pattern(LABEL_VALUE);
    final Schema pod = template.at("spec");
    pod.at("containers").minItems(1);
    pod.at("restartPolicy").oneOf("Always").defaultTo("Always");
    pod.rules(
        Rule.that(
                "!has(self.activeDeadlineSeconds)",
                "activeDeadlineSeconds is not supported: these pods run for ever")
            .blaming(".activeDeadlineSeconds")
            .because(Reason.FORBIDDEN),
        Rule.that(
                "!has(self.ephemeralContainers) || size(self.ephemeralContainers) == 0",
                "ephemeral containers not allowed in pod template")
            .blaming(".ephemeralContainers")
            .because(Reason.FORBIDDEN));
  }

  private static Schema status(final Schema status) {
    return status
        .property(
            "selector",
            Schema.ofType("string")
                .described("The selector in its string form, which autoscalers read."))
        .property(
            "miniworks",
            Schema.ofType("object")
                .described("What Miniworks adds to the native status.")
                .property(
                    "ready",
                    Schema.ofType("string").described("Ready pods of those wanted, such as 3/3.")));
  }
}
