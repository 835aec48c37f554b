package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Describes a pod template for people, line by line as kubectl does. A mini kind's template is
 * stored as it was written, so what the API server would fill in is filled in here. Rarer volumes
 * are named by their type alone.
 */
final class TemplateDescription {

  private static final String NONE = "<none>";
  private static final String PART = "  ";
  private static final String CONTAINER = "    ";
  private static final String ITEM = "      ";

  private final StringBuilder text = new StringBuilder();

  private TemplateDescription() {}

  /** The template of a set that is a revision, with the reason for the revision if it has one. */
  static String ofRevision(Resource set) {
    var description = new TemplateDescription();
    description.template(
        set.template(),
        set.annotation(Revisions.CHANGE_CAUSE).filter(c -> !c.isEmpty()).stream()
            .map(cause -> Revisions.CHANGE_CAUSE + ": " + cause)
            .toList());
    return description.text.toString();
  }

  private void template(JsonNode template, List<String> cause) {
    var metadata = template.path("metadata");
    var spec = template.path("spec");
    line("", "Pod Template:");
    column("Labels", entries(metadata.path("labels"), "="));
    var annotations =
        Stream.concat(cause.stream(), entries(metadata.path("annotations"), ": ").stream())
            .sorted()
            .toList();
    if (!annotations.isEmpty()) {
      column("Annotations", annotations);
    }
    present("Service Account", spec.path("serviceAccountName"));
    if (!spec.path("initContainers").isEmpty()) {
      containers("Init Containers", spec.path("initContainers"));
    }
    containers("Containers", spec.path("containers"));
    volumes(spec.path("volumes"));
    present("Priority Class Name", spec.path("priorityClassName"));
    column("Node-Selectors", entries(spec.path("nodeSelector"), "="));
    column(
        "Tolerations",
        stream(spec.path("tolerations")).map(TemplateDescription::toleration).sorted().toList());
  }

  private void containers(String title, JsonNode containers) {
    line(PART, title + ":" + (containers.isEmpty() ? " " + NONE : ""));
    for (var container : containers) {
      line(PART, " " + container.path("name").asText() + ":");
      line(CONTAINER, "Image:\t" + container.path("image").asText());
      ports("Port", container.path("ports"), "containerPort");
      ports("Host Port", container.path("ports"), "hostPort");
      words("Command", container.path("command"));
      words("Args", container.path("args"));
      amounts("Limits", container.path("resources").path("limits"));
      amounts("Requests", container.path("resources").path("requests"));
      probe("Liveness", container.path("livenessProbe"));
      probe("Readiness", container.path("readinessProbe"));
      probe("Startup", container.path("startupProbe"));
      environment(container);
      mounts(container.path("volumeMounts"));
    }
  }

  private void ports(String title, JsonNode ports, String field) {
    var listed =
        stream(ports)
            .map(
                port ->
                    port.path(field).asInt()
                        + "/"
                        + port.path("protocol").asText("TCP")
                        + (port.has("name") ? " (" + port.path("name").asText() + ")" : ""))
            .collect(Collectors.joining(", "));
    line(
        CONTAINER,
        title + (ports.size() > 1 ? "s" : "") + ":\t" + (listed.isEmpty() ? NONE : listed));
  }

  private void words(String title, JsonNode words) {
    if (!words.isEmpty()) {
      line(CONTAINER, title + ":");
      stream(words).flatMap(word -> word.asText().lines()).forEach(word -> line(ITEM, word));
    }
  }

  private void amounts(String title, JsonNode amounts) {
    if (!amounts.isEmpty()) {
      line(CONTAINER, title + ":");
      entries(amounts, ":\t").forEach(amount -> line(ITEM, amount));
    }
  }

  private void probe(String title, JsonNode probe) {
    if (probe.isObject()) {
      line(
          CONTAINER,
          "%s:\t%s delay=%ds timeout=%ds period=%ds #success=%d #failure=%d"
              .formatted(
                  title,
                  action(probe),
                  probe.path("initialDelaySeconds").asInt(0),
                  probe.path("timeoutSeconds").asInt(1),
                  probe.path("periodSeconds").asInt(10),
                  probe.path("successThreshold").asInt(1),
                  probe.path("failureThreshold").asInt(3)));
    }
  }

  private static String action(JsonNode probe) {
    if (probe.has("exec")) {
      return "exec "
          + stream(probe.path("exec").path("command"))
              .map(JsonNode::asText)
              .collect(Collectors.joining(" ", "[", "]"));
    }
    if (probe.has("httpGet")) {
      var get = probe.path("httpGet");
      return "http-get %s://%s:%s%s"
          .formatted(
              get.path("scheme").asText("http").toLowerCase(Locale.ROOT),
              get.path("host").asText(),
              get.path("port").asText(),
              get.path("path").asText("/"));
    }
    if (probe.has("tcpSocket")) {
      var socket = probe.path("tcpSocket");
      return "tcp-socket %s:%s"
          .formatted(socket.path("host").asText(), socket.path("port").asText());
    }
    var grpc = probe.path("grpc");
    return "grpc <pod>:%s %s".formatted(grpc.path("port").asText(), grpc.path("service").asText());
  }

  private void environment(JsonNode container) {
    var sources = container.path("envFrom");
    if (!sources.isEmpty()) {
      line(CONTAINER, "Environment Variables from:");
      sources.forEach(source -> line(ITEM, environmentSource(source)));
    }
    var variables = container.path("env");
    line(CONTAINER, "Environment:" + (variables.isEmpty() ? "\t" + NONE : ""));
    for (var variable : variables) {
      var lines = value(variable).split("\n", -1);
      line(ITEM, variable.path("name").asText() + ":\t" + lines[0]);
      Stream.of(lines).skip(1).forEach(more -> line(ITEM, "\t" + more));
    }
  }

  private static String environmentSource(JsonNode source) {
    boolean isConfigMap = source.has("configMapRef");
    var reference = source.path(isConfigMap ? "configMapRef" : "secretRef");
    var prefix = source.path("prefix").asText();
    return "%s\t%s%s\tOptional: %b"
        .formatted(
            reference.path("name").asText(),
            isConfigMap ? "ConfigMap" : "Secret",
            prefix.isEmpty() ? "" : " with prefix '" + prefix + "'",
            reference.path("optional").asBoolean());
  }

  private static String value(JsonNode variable) {
    var from = variable.path("valueFrom");
    if (from.has("fieldRef")) {
      var field = from.path("fieldRef");
      return " (%s:%s)"
          .formatted(field.path("apiVersion").asText("v1"), field.path("fieldPath").asText());
    }
    if (from.has("resourceFieldRef")) {
      return " (%s)".formatted(from.path("resourceFieldRef").path("resource").asText());
    }
    if (from.has("secretKeyRef")) {
      return key(from.path("secretKeyRef"), "in secret");
    }
    if (from.has("configMapKeyRef")) {
      return key(from.path("configMapKeyRef"), "of config map");
    }
    return variable.path("value").asText();
  }

  private static String key(JsonNode reference, String where) {
    return "<set to the key '%s' %s '%s'>\tOptional: %b"
        .formatted(
            reference.path("key").asText(),
            where,
            reference.path("name").asText(),
            reference.path("optional").asBoolean());
  }

  private void mounts(JsonNode mounts) {
    line(CONTAINER, "Mounts:" + (mounts.isEmpty() ? "\t" + NONE : ""));
    stream(mounts)
        .map(
            mount ->
                "%s from %s (%s%s)"
                    .formatted(
                        mount.path("mountPath").asText(),
                        mount.path("name").asText(),
                        mount.path("readOnly").asBoolean() ? "ro" : "rw",
                        mount.has("subPath")
                            ? ",path=\"" + mount.path("subPath").asText() + "\""
                            : ""))
        .sorted()
        .forEach(mount -> line(ITEM, mount));
  }

  private void volumes(JsonNode volumes) {
    line(PART, "Volumes:" + (volumes.isEmpty() ? "\t" + NONE : ""));
    for (var volume : volumes) {
      line(PART, " " + volume.path("name").asText() + ":");
      volume.properties().stream()
          .filter(field -> !field.getKey().equals("name"))
          .findFirst()
          .map(Map.Entry::getKey)
          .ifPresent(type -> volume(type, volume.path(type)));
    }
  }

  private void volume(String type, JsonNode volume) {
    switch (type) {
      case "emptyDir" ->
          volume(
              "EmptyDir (a temporary directory that shares a pod's lifetime)",
              "Medium:\t" + volume.path("medium").asText(),
              "SizeLimit:\t" + volume.path("sizeLimit").asText("<unset>"));
      case "secret" ->
          volume(
              "Secret (a volume populated by a Secret)",
              "SecretName:\t" + volume.path("secretName").asText(),
              "Optional:\t" + volume.path("optional").asBoolean());
      case "configMap" ->
          volume(
              "ConfigMap (a volume populated by a ConfigMap)",
              "Name:\t" + volume.path("name").asText(),
              "Optional:\t" + volume.path("optional").asBoolean());
      case "persistentVolumeClaim" ->
          volume(
              "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same"
                  + " namespace)",
              "ClaimName:\t" + volume.path("claimName").asText(),
              "ReadOnly:\t" + volume.path("readOnly").asBoolean());
      case "hostPath" ->
          volume(
              "HostPath (bare host directory volume)",
              "Path:\t" + volume.path("path").asText(),
              "HostPathType:\t" + volume.path("type").asText());
      default -> volume(type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1));
    }
  }

  private void volume(String type, String... properties) {
    line(CONTAINER, "Type:\t" + type);
    Stream.of(properties).forEach(property -> line(CONTAINER, property));
  }

  private static String toleration(JsonNode toleration) {
    var key = toleration.path("key").asText();
    var value = toleration.path("value").asText();
    var effect = toleration.path("effect").asText();
    var tolerated =
        key + (value.isEmpty() ? "" : "=" + value) + (effect.isEmpty() ? "" : ":" + effect);
    boolean exists = toleration.path("operator").asText().equals("Exists") && value.isEmpty();
    return tolerated
        + (exists ? (tolerated.isEmpty() ? "" : " ") + "op=Exists" : "")
        + (toleration.has("tolerationSeconds")
            ? " for " + toleration.path("tolerationSeconds").asInt() + "s"
            : "");
  }

  private void present(String title, JsonNode value) {
    if (!value.asText().isEmpty()) {
      line(PART, title + ":\t" + value.asText());
    }
  }

  private void column(String title, List<String> values) {
    line(PART, title + ":\t" + (values.isEmpty() ? NONE : String.join("\n\t", values)));
  }

  private void line(String indent, String words) {
    text.append(indent).append(words).append('\n');
  }

  /** The entries of an object, by name. */
  private static List<String> entries(JsonNode object, String separator) {
    var entries = new ArrayList<String>();
    object
        .properties()
        .forEach(entry -> entries.add(entry.getKey() + separator + entry.getValue().asText()));
    return entries.stream().sorted().toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
