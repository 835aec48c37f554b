package dev.miniworks.mock.api;

import static dev.miniworks.mock.json.Json.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.selector.LabelSelector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of the tables of built-in kinds. */
final class BuiltInColumns {

  private static final String NONE = "<none>";
  private static final int WIDE = 1;

  private BuiltInColumns() {}

  /** The columns of a resource; empty for those that show name and age alone. */
  static List<Column> of(String plural) {
    return switch (plural) {
      case "pods" -> pods();
      case "deployments" ->
          List.of(
              Tables.NAME,
              text("Ready", object -> ratio(object, "status.readyReplicas", "spec.replicas")),
              text("Up-to-date", object -> number(object, "status.updatedReplicas")),
              text("Available", object -> number(object, "status.availableReplicas")),
              Tables.AGE,
              containers(),
              images(),
              selector("spec.selector"));
      case "replicasets", "replicationcontrollers" ->
          List.of(
              Tables.NAME,
              integer("Desired", "spec.replicas"),
              integer("Current", "status.replicas"),
              integer("Ready", "status.readyReplicas"),
              Tables.AGE,
              containers(),
              images(),
              selector("spec.selector"));
      case "statefulsets" ->
          List.of(
              Tables.NAME,
              text("Ready", object -> ratio(object, "status.readyReplicas", "spec.replicas")),
              Tables.AGE,
              containers(),
              images());
      case "daemonsets" ->
          List.of(
              Tables.NAME,
              integer("Desired", "status.desiredNumberScheduled"),
              integer("Current", "status.currentNumberScheduled"),
              integer("Ready", "status.numberReady"),
              integer("Up-to-date", "status.updatedNumberScheduled"),
              integer("Available", "status.numberAvailable"),
              text("Node Selector", object -> pairs(at(object, "spec.template.spec.nodeSelector"))),
              Tables.AGE,
              containers(),
              images(),
              selector("spec.selector"));
      case "jobs" ->
          List.of(
              Tables.NAME,
              text("Status", JobCells::status),
              text("Completions", JobCells::completions),
              timed("Duration", 0, JobCells::duration),
              Tables.AGE,
              containers(),
              images(),
              selector("spec.selector"));
      case "cronjobs" ->
          List.of(
              Tables.NAME,
              text("Schedule", object -> at(object, "spec.schedule").asText()),
              text("Timezone", object -> orNone(at(object, "spec.timeZone").asText())),
              text("Suspend", object -> at(object, "spec.suspend").asBoolean() ? "True" : "False"),
              new Column(
                  "Active",
                  "integer",
                  "",
                  "",
                  0,
                  (object, now) -> IntNode.valueOf(at(object, "status.active").size())),
              timed(
                  "Last Schedule",
                  0,
                  (object, now) -> since(object, "status.lastScheduleTime", now)),
              Tables.AGE);
      case "namespaces" ->
          List.of(
              Tables.NAME,
              text("Status", object -> at(object, "status.phase").asText()),
              Tables.AGE);
      case "nodes" -> NodeCells.columns();
      case "events" -> EventCells.columns();
      case "services" -> ServiceCells.columns();
      case "configmaps" ->
          List.of(
              Tables.NAME,
              new Column(
                  "Data",
                  "string",
                  "",
                  "",
                  0,
                  (object, now) ->
                      IntNode.valueOf(
                          object.path("data").size() + object.path("binaryData").size())),
              Tables.AGE);
      case "secrets" ->
          List.of(
              Tables.NAME,
              text("Type", object -> object.path("type").asText()),
              new Column(
                  "Data",
                  "string",
                  "",
                  "",
                  0,
                  (object, now) -> IntNode.valueOf(object.path("data").size())),
              Tables.AGE);
      case "ingresses" ->
          List.of(
              Tables.NAME,
              text("Class", object -> orNone(at(object, "spec.ingressClassName").asText())),
              text("Hosts", BuiltInColumns::hosts),
              text("Address", BuiltInColumns::addresses),
              text("Ports", object -> at(object, "spec.tls").isEmpty() ? "80" : "80, 443"),
              Tables.AGE);
      case "leases" ->
          List.of(
              Tables.NAME,
              text("Holder", object -> at(object, "spec.holderIdentity").asText()),
              Tables.AGE);
      case "poddisruptionbudgets" ->
          List.of(
              Tables.NAME,
              text("Min Available", object -> orNotGiven(at(object, "spec.minAvailable"))),
              text("Max Unavailable", object -> orNotGiven(at(object, "spec.maxUnavailable"))),
              integer("Allowed Disruptions", "status.disruptionsAllowed"),
              Tables.AGE);
      case "priorityclasses" ->
          List.of(
              Tables.NAME,
              integer("Value", "value"),
              new Column(
                  "Global-Default",
                  "boolean",
                  "",
                  "",
                  0,
                  (object, now) -> BooleanNode.valueOf(object.path("globalDefault").asBoolean())),
              Tables.AGE,
              text("PreemptionPolicy", object -> object.path("preemptionPolicy").asText()));
      case "persistentvolumeclaims" ->
          List.of(
              Tables.NAME,
              text("Status", object -> at(object, "status.phase").asText()),
              text("Volume", object -> at(object, "spec.volumeName").asText()),
              text("Capacity", object -> at(object, "status.capacity.storage").asText()),
              text("Access Modes", object -> joined(at(object, "status.accessModes"))),
              text("StorageClass", object -> at(object, "spec.storageClassName").asText()),
              Tables.AGE);
      case "controllerrevisions" ->
          List.of(
              Tables.NAME,
              text("Controller", BuiltInColumns::controller),
              text("Revision", object -> object.path("revision").asText()),
              Tables.AGE);
      case "horizontalpodautoscalers" ->
          List.of(
              Tables.NAME,
              text("Reference", BuiltInColumns::scaleTarget),
              text("Targets", BuiltInColumns::targets),
              text("MinPods", object -> orUnset(at(object, "spec.minReplicas"))),
              text("MaxPods", object -> at(object, "spec.maxReplicas").asText()),
              text("Replicas", object -> number(object, "status.currentReplicas")),
              Tables.AGE);
      case "customresourcedefinitions", "clusterroles", "roles", "limitranges" ->
          List.of(
              Tables.NAME,
              new Column(
                  "Created At",
                  "date",
                  "",
                  "",
                  0,
                  (object, now) -> object.path("metadata").path("creationTimestamp")));
      default -> List.of();
    };
  }

  private static List<Column> pods() {
    return List.of(
        Tables.NAME,
        text("Ready", PodCells::ready),
        text("Status", PodCells::status),
        timed("Restarts", 0, PodCells::restarts),
        Tables.AGE,
        wide("IP", object -> orNone(at(object, "status.podIP").asText())),
        wide("Node", object -> orNone(at(object, "spec.nodeName").asText())),
        wide("Nominated Node", object -> orNone(at(object, "status.nominatedNodeName").asText())),
        wide("Readiness Gates", PodCells::readinessGates));
  }

  static Column text(String name, Function<ObjectNode, String> cell) {
    return timed(name, 0, (object, now) -> cell.apply(object));
  }

  static Column wide(String name, Function<ObjectNode, String> cell) {
    return timed(name, WIDE, (object, now) -> cell.apply(object));
  }

  static Column timed(String name, int priority, BiFunction<ObjectNode, Instant, String> cell) {
    return new Column(
        name,
        "string",
        "",
        "",
        priority,
        (object, now) -> TextNode.valueOf(cell.apply(object, now)));
  }

  private static Column integer(String name, String path) {
    return new Column(
        name, "integer", "", "", 0, (object, now) -> IntNode.valueOf(at(object, path).asInt()));
  }

  private static Column containers() {
    return wide("Containers", object -> eachContainer(object, "name"));
  }

  private static Column images() {
    return wide("Images", object -> eachContainer(object, "image"));
  }

  private static Column selector(String path) {
    return wide("Selector", object -> selectorOf(at(object, path)));
  }

  private static String selectorOf(JsonNode selector) {
    boolean structured = selector.has("matchLabels") || selector.has("matchExpressions");
    String written =
        (structured ? LabelSelector.of(selector) : LabelSelector.ofLabels(selector)).toString();
    return orNone(written);
  }

  private static String eachContainer(JsonNode object, String field) {
    JsonNode pod =
        object.path("spec").has("jobTemplate")
            ? at(object, "spec.jobTemplate.spec.template.spec")
            : at(object, "spec.template.spec");
    List<String> values = new ArrayList<>();
    pod.path("containers").forEach(container -> values.add(container.path(field).asText()));
    return String.join(",", values);
  }

  private static String ratio(JsonNode object, String part, String whole) {
    return at(object, part).asInt() + "/" + at(object, whole).asInt();
  }

  private static String number(JsonNode object, String path) {
    return Integer.toString(at(object, path).asInt());
  }

  static String since(JsonNode object, String path, Instant now) {
    String moment = at(object, path).asText();
    return moment.isEmpty() ? NONE : Ages.since(moment, now);
  }

  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private static String orNotGiven(JsonNode value) {
    return value.isMissingNode() ? "N/A" : value.asText();
  }

  private static String orUnset(JsonNode value) {
    return value.isMissingNode() ? "<unset>" : value.asText();
  }

  static String pairs(JsonNode map) {
    List<String> pairs = new ArrayList<>();
    map.properties().forEach(pair -> pairs.add(pair.getKey() + "=" + pair.getValue().asText()));
    return orNone(String.join(",", pairs));
  }

  private static String joined(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(
        mode ->
            texts.add(
                switch (mode.asText()) {
                  case "ReadWriteOnce" -> "RWO";
                  case "ReadOnlyMany" -> "ROX";
                  case "ReadWriteMany" -> "RWX";
                  default -> mode.asText();
                }));
    return String.join(",", texts);
  }

  private static String controller(JsonNode object) {
    for (JsonNode owner : at(object, "metadata.ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        String apiVersion = owner.path("apiVersion").asText();
        int slash = apiVersion.indexOf('/');
        return owner.path("kind").asText().toLowerCase(Locale.ROOT)
            + (slash < 0 ? "" : "." + apiVersion.substring(0, slash))
            + "/"
            + owner.path("name").asText();
      }
    }
    return NONE;
  }

  private static String hosts(JsonNode ingress) {
    List<String> hosts =
        at(ingress, "spec.rules")
            .valueStream()
            .map(rule -> rule.path("host").asText())
            .filter(host -> !host.isEmpty())
            .toList();
    return hosts.isEmpty() ? "*" : String.join(",", hosts);
  }

  private static String addresses(JsonNode ingress) {
    return at(ingress, "status.loadBalancer.ingress")
        .valueStream()
        .map(address -> address.path("ip").asText(address.path("hostname").asText()))
        .collect(Collectors.joining(","));
  }

  /** What an autoscaler aims at; how far it is nobody measures. */
  private static String targets(JsonNode autoscaler) {
    List<String> targets =
        at(autoscaler, "spec.metrics").valueStream().map(BuiltInColumns::target).toList();
    return orNone(
        targets.size() > 2
            ? String.join(", ", targets.subList(0, 2)) + " + " + (targets.size() - 2) + " more..."
            : String.join(", ", targets));
  }

  private static String target(JsonNode metric) {
    JsonNode target = at(metric, "resource.target");
    if (target.isMissingNode()) {
      return "<unknown>";
    }
    String wanted =
        target.has("averageUtilization")
            ? target.path("averageUtilization").asText() + "%"
            : target.path("averageValue").asText();
    return at(metric, "resource.name").asText() + ": <unknown>/" + wanted;
  }

  private static String scaleTarget(JsonNode object) {
    JsonNode target = at(object, "spec.scaleTargetRef");
    return target.path("kind").asText() + "/" + target.path("name").asText();
  }
}
