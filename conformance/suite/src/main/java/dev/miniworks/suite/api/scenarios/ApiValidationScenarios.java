package dev.miniworks.suite.api.scenarios;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Refusal;
import dev.miniworks.suite.api.Samples;

/** What workload kinds are refused for, with field and reason. */
final class ApiValidationScenarios {

  private static final String POD = "/spec/template/spec";

  @Scenario(
      id = "api.validation.selector-mismatch",
      proves = "a selector that does not choose the template's pods is refused")
  void selectorMismatch(Api api) {
    deployment(api, "/spec/selector/matchLabels/app", "other")
        .cause(
            "FieldValueInvalid",
            "spec.template.metadata.labels",
            "`selector` does not match template `labels`");
    var sets = api.of(Builtin.REPLICA_SET);
    sets.create(sets.document(Samples.replicaSet("a")).with("/spec/selector/matchLabels/app", "x"))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.template.metadata.labels", "`selector` does not match");
    var controllers = api.of(Builtin.REPLICATION_CONTROLLER);
    controllers
        .create(
            controllers
                .document(Samples.replicationController("a"))
                .with("/spec/selector/app", "x"))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.template.metadata.labels", "`selector` does not match");
  }

  @Scenario(
      id = "api.validation.selector-empty",
      proves = "a selector that is missing or chooses everything is refused")
  void selectorEmpty(Api api) {
    api.deployments()
        .create(api.deployments().document(Samples.deployment("a")).without("/spec/selector"))
        .refused(422, "Invalid")
        .cause("FieldValueRequired", "spec.selector");
    deployment(api, "/spec/selector", Document.yaml("{}"))
        .cause("FieldValueInvalid", "spec.selector", "empty selector is invalid for deployment");
  }

  @Scenario(
      id = "api.validation.selector-bad",
      proves = "a selector with an impossible requirement is refused")
  void selectorBad(Api api) {
    deployment(
            api,
            "/spec/selector/matchExpressions",
            Document.yaml("[{key: app, operator: Like, values: [web]}]"))
        .cause(
            "FieldValueInvalid",
            "spec.selector.matchExpressions[0].operator",
            "not a valid selector operator");
    deployment(api, "/spec/selector/matchExpressions", Document.yaml("[{key: app, operator: In}]"))
        .cause(
            "FieldValueRequired",
            "spec.selector.matchExpressions[0].values",
            "must be specified when `operator` is 'In' or 'NotIn'");
  }

  @Scenario(
      id = "api.validation.selector-immutable",
      proves = "the selector of a Deployment or ReplicaSet stays as it was made")
  void selectorImmutable(Api api) {
    var patch =
        """
        spec: {selector: {matchLabels: {more: x}}, template: {metadata: {labels: {more: x}}}}
        """;
    api.deployments().create(Samples.deployment("a")).expect(201);
    api.deployments()
        .patch(PatchType.MERGE, "a", patch)
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.selector", "field is immutable");
    var sets = api.of(Builtin.REPLICA_SET);
    sets.create(Samples.replicaSet("a")).expect(201);
    sets.patch(PatchType.MERGE, "a", patch)
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.selector", "field is immutable");
    var controllers = api.of(Builtin.REPLICATION_CONTROLLER);
    controllers.create(Samples.replicationController("a")).expect(201);
    controllers
        .patch(
            PatchType.MERGE,
            "a",
            "spec: {selector: {more: x}, template: {metadata: {labels: {more: x}}}}")
        .expect(200);
  }

  @Scenario(id = "api.validation.negative", proves = "numbers below zero are refused")
  void negative(Api api) {
    for (var field :
        new String[] {
          "replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"
        }) {
      deployment(api, "/spec/" + field, -1)
          .cause("FieldValueInvalid", "spec." + field, "must be greater than or equal to 0");
    }
  }

  @Scenario(
      id = "api.validation.no-step",
      proves = "a rolling update that may neither surge nor lack is refused")
  void noStep(Api api) {
    for (var zero : new String[] {"0", "0%"}) {
      deployment(
              api,
              "/spec/strategy/rollingUpdate",
              Document.yaml("{maxSurge: %1$s, maxUnavailable: %1$s}".formatted(zero)))
          .cause(
              "FieldValueInvalid",
              "spec.strategy.rollingUpdate.maxUnavailable",
              "may not be 0 when `maxSurge` is 0");
    }
  }

  @Scenario(
      id = "api.validation.strategy",
      proves = "an unknown strategy, bounds out of range, and Recreate with bounds are refused")
  void strategy(Api api) {
    deployment(api, "/spec/strategy/type", "Sideways")
        .cause("FieldValueNotSupported", "spec.strategy", "\"Recreate\"", "\"RollingUpdate\"");
    deployment(
            api, "/spec/strategy", Document.yaml("{type: Recreate, rollingUpdate: {maxSurge: 1}}"))
        .cause(
            "FieldValueForbidden",
            "spec.strategy.rollingUpdate",
            "may not be specified when strategy `type` is 'Recreate'");
    deployment(api, "/spec/strategy/rollingUpdate", Document.yaml("{maxUnavailable: 101%}"))
        .cause(
            "FieldValueInvalid",
            "spec.strategy.rollingUpdate.maxUnavailable",
            "must not be greater than 100%");
    deployment(api, "/spec/strategy/rollingUpdate", Document.yaml("{maxSurge: -1}"))
        .cause(
            "FieldValueInvalid",
            "spec.strategy.rollingUpdate.maxSurge",
            "must be greater than or equal to 0");
    deployment(api, "/spec/strategy/rollingUpdate", Document.yaml("{maxSurge: many}"))
        .cause("FieldValueInvalid", "spec.strategy.rollingUpdate.maxSurge", "percent");
  }

  @Scenario(
      id = "api.validation.deadline",
      proves = "a progress deadline within minReadySeconds is refused")
  void deadline(Api api) {
    api.deployments()
        .create(
            api.deployments()
                .document(Samples.deployment("a"))
                .with("/spec/minReadySeconds", 10)
                .with("/spec/progressDeadlineSeconds", 10))
        .refused(422, "Invalid")
        .cause(
            "FieldValueInvalid",
            "spec.progressDeadlineSeconds",
            "must be greater than minReadySeconds");
  }

  @Scenario(
      id = "api.validation.template",
      proves = "a template is judged as a pod is, at its place in the workload")
  void template(Api api) {
    deployment(api, POD + "/containers/0/ports", Document.yaml("[{containerPort: 800000}]"))
        .cause(
            "FieldValueInvalid",
            "spec.template.spec.containers[0].ports[0].containerPort",
            "must be between 1 and 65535, inclusive");
    deployment(
            api,
            POD + "/containers/0/volumeMounts",
            Document.yaml("[{name: data, mountPath: /data}]"))
        .cause(
            "FieldValueNotFound",
            "spec.template.spec.containers[0].volumeMounts[0].name",
            "Not found: \"data\"");
    deployment(api, POD + "/restartPolicy", "Never")
        .cause(
            "FieldValueNotSupported",
            "spec.template.spec.restartPolicy",
            "supported values: \"Always\"");
    deployment(api, POD + "/activeDeadlineSeconds", 5)
        .cause(
            "FieldValueForbidden",
            "spec.template.spec.activeDeadlineSeconds",
            "activeDeadlineSeconds in ReplicaSet is not Supported");
    deployment(api, POD + "/containers/0/env", Document.yaml("[{name: 'a=b', value: x}]"))
        .cause("FieldValueInvalid", "spec.template.spec.containers[0].env[0].name");
    deployment(api, "/spec/template/metadata/labels/app", "not ok")
        .cause("FieldValueInvalid", "spec.template.labels", "not ok");
    deployment(api, POD + "/containers/0/imagePullPolicy", "Maybe")
        .cause(
            "FieldValueNotSupported",
            "spec.template.spec.containers[0].imagePullPolicy",
            "\"IfNotPresent\"");
  }

  @Scenario(
      id = "api.validation.pod-template",
      proves = "a dry run of a PodTemplate tells what is wrong with a template, at its place")
  void podTemplate(Api api) {
    var templates = api.of(Builtin.POD_TEMPLATE);
    templates
        .create(
            """
            metadata: {name: a}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                - name: main
                  image: app
                  ports: [{containerPort: 800000}]
                  volumeMounts: [{name: data, mountPath: /data}]
            """)
        .dryRun()
        .refused(422, "Invalid")
        .about("PodTemplate", "a")
        .cause(
            "FieldValueInvalid",
            "template.spec.containers[0].ports[0].containerPort",
            "must be between 1 and 65535, inclusive")
        .cause("FieldValueNotFound", "template.spec.containers[0].volumeMounts[0].name", "\"data\"")
        .causes(2);
  }

  @Scenario(
      id = "api.validation.status",
      proves = "a status whose counters contradict each other is refused")
  void status(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    api.deployments()
        .sub("status")
        .patch(PatchType.MERGE, "a", "status: {replicas: 1, updatedReplicas: 2}")
        .refused(422, "Invalid")
        .cause(
            "FieldValueInvalid",
            "status.updatedReplicas",
            "cannot be greater than status.replicas");
    api.deployments()
        .sub("status")
        .patch(PatchType.MERGE, "a", "status: {replicas: -1}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "status.replicas", "must be greater than or equal to 0");
  }

  @Scenario(
      id = "api.validation.name-length",
      proves = "a workload's name may be longer than a label; a controller's reference is checked")
  void nameLength(Api api) {
    api.deployments().create(Samples.deployment("x".repeat(100))).expect(201);
    deployment(
            api,
            "/metadata/ownerReferences",
            Document.yaml("[{apiVersion: v1, kind: Event, name: x, uid: '1'}]"))
        .cause("FieldValueInvalid", "metadata.ownerReferences", "disallowed from being an owner");
  }

  private static Refusal deployment(Api api, String place, Object value) {
    return api.deployments()
        .create(api.deployments().document(Samples.deployment("a")).with(place, value))
        .refused(422, "Invalid")
        .about("Deployment", "a");
  }
}
