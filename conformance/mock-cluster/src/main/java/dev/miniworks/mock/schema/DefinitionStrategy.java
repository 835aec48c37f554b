package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.api.Misfit;
import dev.miniworks.mock.api.NameRule;
import dev.miniworks.mock.api.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a CustomResourceDefinition must be to be served. */
public final class DefinitionStrategy implements Strategy {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final FieldPath NAMES = SPEC.child("names");
  private static final FieldPath STORED = FieldPath.ROOT.child("status", "storedVersions");

  private final Strategy structure;

  /**
   * @param structure knows the fields of definitions, and no more
   */
  public DefinitionStrategy(final Strategy structure) {
    this.structure = structure;
  }

  @Override
  public Map<String, ObjectNode> schemas() {
    return structure.schemas();
  }

  @Override
  public List<String> prune(final ObjectNode object) {
    return structure.prune(object);
  }

  @Override
  public Optional<Misfit> undecodable(final ObjectNode object) {
    return structure.undecodable(object);
  }

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = object.withObjectProperty("spec");
    final ObjectNode names = spec.withObjectProperty("names");
    final String kind = names.path("kind").asText();
    if (!kind.isEmpty() && names.path("singular").asText().isEmpty()) {
      names.put("singular", kind.toLowerCase(Locale.ROOT));
    }
    if (!kind.isEmpty() && names.path("listKind").asText().isEmpty()) {
      names.put("listKind", kind + "List");
    }
    if (!spec.hasNonNull("conversion")) {
      spec.putObject("conversion").put("strategy", "None");
    }
  }

  @Override
  public void prepareCreate(final ObjectNode object) {
    final ObjectNode status = object.putObject("status");
    status.putNull("conditions");
    status.putObject("acceptedNames").put("plural", "").put("kind", "");
    object
        .at("/spec/versions")
        .valueStream()
        .filter(version -> version.path("storage").asBoolean())
        .findFirst()
        .ifPresent(version -> status.putArray("storedVersions").add(version.path("name").asText()));
  }

  @Override
  public List<FieldError> validateCreate(final ObjectNode object) {
    final List<FieldError> errors = new ArrayList<>();
    final JsonNode spec = object.path("spec");
    final String name = object.path("metadata").path("name").asText();
    if (!name.equals(
        spec.path("names").path("plural").asText() + "." + spec.path("group").asText())) {
      errors.add(
          FieldError.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
    }
    errors.addAll(errors(object));
    return errors;
  }

  @Override
  public List<FieldError> validateUpdate(final ObjectNode object, final ObjectNode old) {
    final List<FieldError> errors = new ArrayList<>(errors(object));
    if (isEstablished(old)) {
      immutable(object, old, SPEC.child("scope"), "/spec/scope", errors);
      immutable(object, old, NAMES.child("kind"), "/spec/names/kind", errors);
    }
    immutable(object, old, SPEC.child("group"), "/spec/group", errors);
    immutable(object, old, NAMES.child("plural"), "/spec/names/plural", errors);
    return errors;
  }

  /** What is wrong with a definition, whether new or changed. */
  private static List<FieldError> errors(final ObjectNode object) {
    final List<FieldError> errors = new ArrayList<>();
    final JsonNode spec = object.path("spec");
    group(spec, errors);
    scope(spec, errors);
    versions(spec.path("versions"), errors);
    names(spec.path("names"), errors);
    storedVersions(object, errors);
    return errors;
  }

  private static boolean isEstablished(final ObjectNode definition) {
    return definition
        .at("/status/conditions")
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asText().equals("Established")
                    && condition.path("status").asText().equals("True"));
  }

  private static void immutable(
      final ObjectNode object,
      final ObjectNode old,
      final FieldPath path,
      final String pointer,
      final List<FieldError> errors) {
    if (!object.at(pointer).equals(old.at(pointer))) {
      errors.add(
          FieldError.invalid(path.toString(), object.at(pointer).asText(), "field is immutable"));
    }
  }

  private static void group(final JsonNode spec, final List<FieldError> errors) {
    final String group = spec.path("group").asText();
    final String path = SPEC.child("group").toString();
    if (group.isEmpty()) {
      errors.add(FieldError.required(path, ""));
      return;
    }
    NameRule.SUBDOMAIN
        .judge(group)
        .ifPresentOrElse(
            why -> errors.add(FieldError.invalid(path, group, why)),
            () -> {
              if (group.indexOf('.') < 0) {
                errors.add(
                    FieldError.invalid(path, group, "should be a domain with at least one dot"));
              }
            });
  }

  private static void scope(final JsonNode spec, final List<FieldError> errors) {
    final List<String> scopes = List.of("Cluster", "Namespaced");
    final String path = SPEC.child("scope").toString();
    if (spec.path("scope").asText().isEmpty()) {
      errors.add(FieldError.required(path, ""));
    } else if (!scopes.contains(spec.path("scope").asText())) {
      errors.add(FieldError.notSupported(path, spec.path("scope"), scopes));
    }
  }

  private static void versions(final JsonNode versions, final List<FieldError> errors) {
    for (int i = 0; i < versions.size(); i++) {
      if (!versions.get(i).at("/schema/openAPIV3Schema").isObject()) {
        errors.add(
            FieldError.required(
                SPEC.child("versions").index(i).child("schema", "openAPIV3Schema").toString(), ""));
      }
    }
    for (int i = 0; i < versions.size(); i++) {
      final FieldPath path = SPEC.child("versions").index(i).child("name");
      label(versions.get(i).path("name").asText(), path, "", errors);
    }
    new VersionReview(versions).review(errors);
    final FieldPath path = SPEC.child("versions");
    final List<String> names =
        versions.valueStream().map(version -> version.path("name").asText()).toList();
    if (names.stream().distinct().count() < names.size()) {
      errors.add(shown(path, versions, "must contain unique version names"));
    }
    if (versions.valueStream().filter(version -> version.path("storage").asBoolean()).count()
        != 1) {
      errors.add(shown(path, versions, "must have exactly one version marked as storage version"));
    }
    if (!names.isEmpty()) {
      label(names.get(0), SPEC.child("version"), "", errors);
    }
  }

  /** The server prints its own structs, in which what all versions share stands elsewhere. */
  private static FieldError shown(final FieldPath path, final JsonNode versions, final String why) {
    final List<String> texts =
        versions
            .valueStream()
            .map(
                version ->
                    "{\"Name\":\""
                        + version.path("name").asText()
                        + "\",\"Served\":"
                        + version.path("served").asBoolean()
                        + ",\"Storage\":"
                        + version.path("storage").asBoolean()
                        + ",\"Deprecated\":"
                        + version.path("deprecated").asBoolean()
                        + ",\"DeprecationWarning\":null,\"Schema\":null,\"Subresources\":null,"
                        + "\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}")
            .toList();
    return new FieldError(
        FieldError.INVALID,
        path.toString(),
        "Invalid value: [" + String.join(",", texts) + "]: " + why);
  }

  private static void names(final JsonNode names, final List<FieldError> errors) {
    for (final String name : List.of("plural", "singular", "kind", "listKind")) {
      if (names.path(name).asText().isEmpty()) {
        errors.add(FieldError.required(NAMES.child(name).toString(), ""));
      }
    }
    for (final String name : List.of("plural", "singular")) {
      label(names.path(name).asText(), NAMES.child(name), "", errors);
    }
    for (final String name : List.of("kind", "listKind")) {
      label(
          names.path(name).asText(),
          NAMES.child(name),
          "may have mixed case, but should otherwise match: ",
          errors);
    }
    labels(names, "shortNames", errors);
    if (names.hasNonNull("kind") && names.path("kind").equals(names.path("listKind"))) {
      errors.add(
          FieldError.invalid(
              NAMES.child("listKind").toString(),
              names.path("listKind"),
              "kind and listKind may not be the same"));
    }
    labels(names, "categories", errors);
  }

  private static void labels(
      final JsonNode names, final String list, final List<FieldError> errors) {
    for (int i = 0; i < names.path(list).size(); i++) {
      label(names.path(list).get(i).asText(), NAMES.child(list).index(i), "", errors);
    }
  }

  /**
   * @param mixedCase what to say before the rule when capitals are let pass; else empty
   */
  private static void label(
      final String name,
      final FieldPath path,
      final String mixedCase,
      final List<FieldError> errors) {
    final String judged = mixedCase.isEmpty() ? name : name.toLowerCase(Locale.ROOT);
    if (!name.isEmpty()) {
      NameRule.STRICT_LABEL
          .judge(judged)
          .ifPresent(why -> errors.add(FieldError.invalid(path.toString(), name, mixedCase + why)));
    }
  }

  private static void storedVersions(final ObjectNode definition, final List<FieldError> errors) {
    final JsonNode stored = definition.at("/status/storedVersions");
    if (stored.isEmpty()) {
      errors.add(
          FieldError.invalid(
              STORED.toString(), NullNode.getInstance(), "must have at least one stored version"));
      return;
    }
    final List<String> missing = new ArrayList<>();
    stored.forEach(version -> missing.add(version.asText()));
    for (final JsonNode version : definition.at("/spec/versions")) {
      final String name = version.path("name").asText();
      if (!missing.remove(name) && version.path("storage").asBoolean()) {
        errors.add(
            FieldError.invalid(STORED.toString(), stored, "must have the storage version " + name));
      }
    }
    for (int i = 0; i < stored.size(); i++) {
      final String name = stored.get(i).asText();
      if (missing.contains(name)) {
        errors.add(
            FieldError.invalid(
                STORED.index(i).toString(),
                TextNode.valueOf(name),
                "missing from spec.versions; "
                    + name
                    + " was previously a storage version, and must remain in spec.versions until a"
                    + " storage migration ensures no data remains persisted in "
                    + name
                    + " and removes "
                    + name
                    + " from status.storedVersions"));
      }
    }
  }
}
