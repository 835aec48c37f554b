package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The environment variables of a container, and where they come from. */
final class Environment {

  private static final List<String> SOURCES =
      List.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef");
  private static final Set<String> FIELDS =
      Set.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  private static final Pattern SUBSCRIPTED =
      Pattern.compile("metadata\\.(labels|annotations)\\['.*'\\]");

  private Environment() {}

  static void check(final JsonNode container, final FieldPath path, final Problems problems) {
    final JsonNode variables = container.path("env");
    for (int i = 0; i < variables.size(); i++) {
      checkVariable(variables.get(i), path.child("env").index(i), problems);
    }
    final JsonNode sources = container.path("envFrom");
    for (int i = 0; i < sources.size(); i++) {
      checkSource(sources.get(i), path.child("envFrom"), path.child("envFrom").index(i), problems);
    }
  }

  private static void checkVariable(
      final JsonNode variable, final FieldPath path, final Problems problems) {
    final String name = Fields.text(variable, "name");
    if (name.isEmpty()) {
      problems.required(path.child("name"));
    } else {
      Names.report(Names.environmentVariable(name), name, path.child("name"), problems);
    }
    if (variable.has("valueFrom")) {
      checkValueFrom(variable, path.child("valueFrom"), problems);
    }
  }

  private static void checkValueFrom(
      final JsonNode variable, final FieldPath path, final Problems problems) {
    final JsonNode from = variable.get("valueFrom");
    if (from.has("fieldRef")) {
      checkField(from.get("fieldRef"), path.child("fieldRef"), problems);
    }
    for (final String reference : List.of("configMapKeyRef", "secretKeyRef")) {
      if (from.has(reference)) {
        checkKey(from.get(reference), path.child(reference), problems);
      }
    }
    final long sources = SOURCES.stream().filter(from::has).count();
    if (sources == 0) {
      problems.invalid(
          path,
          "",
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef`"
              + " or `fileKeyRef`");
    } else if (!Fields.text(variable, "value").isEmpty()) {
      problems.invalid(path, "", "may not be specified when `value` is not empty");
    } else if (sources > 1) {
      problems.invalid(path, "", "may not have more than one field specified at a time");
    }
  }

  private static void checkField(
      final JsonNode reference, final FieldPath path, final Problems problems) {
    final String field = Fields.text(reference, "fieldPath");
    if (field.isEmpty()) {
      problems.required(path.child("fieldPath"));
    } else if (!FIELDS.contains(field) && !SUBSCRIPTED.matcher(field).matches()) {
      problems.invalid(
          path.child("fieldPath"),
          field,
          "error converting fieldPath: field label not supported: " + field);
    }
  }

  private static void checkKey(
      final JsonNode reference, final FieldPath path, final Problems problems) {
    final String name = Fields.text(reference, "name");
    final String key = Fields.text(reference, "key");
    Names.report(Names.subdomain(name), name, path.child("name"), problems);
    if (key.isEmpty()) {
      problems.required(path.child("key"));
    } else {
      Names.report(Names.configKey(key), key, path.child("key"), problems);
    }
  }

  private static void checkSource(
      final JsonNode source, final FieldPath list, final FieldPath path, final Problems problems) {
    final String prefix = Fields.text(source, "prefix");
    if (!prefix.isEmpty()) {
      Names.report(Names.environmentVariable(prefix), prefix, path.child("prefix"), problems);
    }
    final List<String> references =
        List.of("configMapRef", "secretRef").stream().filter(source::has).toList();
    references.forEach(
        reference -> {
          final String name = Fields.text(source.get(reference), "name");
          Names.report(Names.subdomain(name), name, path.child(reference).child("name"), problems);
        });
    if (references.isEmpty()) {
      problems.invalid(list, "", "must specify one of: `configMapRef` or `secretRef`");
    } else if (references.size() > 1) {
      problems.invalid(list, "", "may not have more than one field specified at a time");
    }
  }
}
