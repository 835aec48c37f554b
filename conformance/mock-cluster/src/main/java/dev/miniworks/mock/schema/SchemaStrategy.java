package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.api.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a custom resource definition demands of its objects, by its schema and its rules. */
public final class SchemaStrategy implements Strategy {

  /** After one of these the rules would meet values that they do not expect. */
  private static final Set<String> BLOCKING =
      Set.of(
          FieldError.NOT_SUPPORTED,
          FieldError.REQUIRED,
          FieldError.TOO_LONG,
          FieldError.TOO_MANY,
          FieldError.TYPE_INVALID);

  private final JsonNode source;
  private final SchemaNode schema;
  private final Validator validator;
  private final Optional<Validator> statusValidator;
  private final boolean hasStatus;
  private final Optional<ScalePaths> scale;
  private final RuleBook rules;

  private SchemaStrategy(
      final JsonNode schema, final boolean hasStatus, final Optional<ScalePaths> scale) {
    this.source = schema;
    this.schema = SchemaNode.of(schema);
    this.validator = Validator.of(schema);
    this.statusValidator =
        Optional.ofNullable(schema.path("properties").get("status")).map(Validator::of);
    this.hasStatus = hasStatus;
    this.scale = scale;
    this.rules = RuleBook.of(this.schema);
  }

  /**
   * @param schema the {@code openAPIV3Schema} of one version
   * @param hasStatus whether the version has the status subresource
   */
  public static SchemaStrategy of(final JsonNode schema, final boolean hasStatus) {
    return new SchemaStrategy(schema, hasStatus, Optional.empty());
  }

  /**
   * @param version an entry of a CustomResourceDefinition's {@code spec.versions}
   */
  public static SchemaStrategy ofVersion(final JsonNode version) {
    return new SchemaStrategy(
        version.at("/schema/openAPIV3Schema"),
        version.at("/subresources/status").isObject(),
        ScalePaths.of(version.at("/subresources/scale")));
  }

  /** The rules that cannot be evaluated, each with the reason; waits until all are compiled. */
  public List<String> unevaluated() {
    return rules.unevaluated();
  }

  @Override
  public Map<String, ObjectNode> schemas() {
    return source instanceof ObjectNode object ? Map.of("", object.deepCopy()) : Map.of();
  }

  @Override
  public List<String> prune(final ObjectNode object) {
    final List<String> unknown = new ArrayList<>(ObjectMeta.prune(object, ""));
    unknown.addAll(Pruning.resource(object, schema));
    unknown.addAll(EmbeddedResources.pruneMetadata(object, schema));
    return unknown;
  }

  @Override
  public void fillDefaults(final ObjectNode object) {
    ObjectMeta.dropEmpty(object);
    Defaulting.fill(object, schema);
  }

  @Override
  public void prepareCreate(final ObjectNode object) {
    if (hasStatus) {
      object.remove("status");
    }
  }

  @Override
  public void prepareUpdate(final ObjectNode object, final ObjectNode old) {
    if (!hasStatus) {
      return;
    }
    if (old.has("status")) {
      object.set("status", old.get("status").deepCopy());
    } else {
      object.remove("status");
    }
  }

  @Override
  public List<FieldError> validateCreate(final ObjectNode object) {
    final List<FieldError> errors = new ArrayList<>();
    errors.addAll(schemaErrors(validator, object, "", Correlation.NONE));
    scale.ifPresent(paths -> errors.addAll(paths.errorsOfSpec(object)));
    scale.ifPresent(paths -> errors.addAll(paths.errorsOfStatus(object)));
    errors.addAll(EmbeddedResources.errors(object, schema));
    errors.addAll(ListTypes.errors(object, schema));
    errors.addAll(ruleErrors(errors, object, MissingNode.getInstance()));
    return errors;
  }

  @Override
  public List<FieldError> validateUpdate(final ObjectNode object, final ObjectNode old) {
    final List<FieldError> errors = new ArrayList<>();
    errors.addAll(schemaErrors(validator, object, "", Correlation.of(object, old, schema)));
    scale.ifPresent(paths -> errors.addAll(paths.errorsOfSpec(object)));
    scale.ifPresent(paths -> errors.addAll(paths.errorsOfStatus(object)));
    errors.addAll(EmbeddedResources.errors(object, schema));
    errors.addAll(newDuplicates(object, old));
    errors.addAll(ruleErrors(errors, object, old));
    return errors;
  }

  @Override
  public List<FieldError> validateStatus(final ObjectNode object, final ObjectNode old) {
    final List<FieldError> errors = new ArrayList<>();
    if (object.has("status") && statusValidator.isPresent()) {
      final Correlation past = Correlation.of(object, old, schema).field("status");
      errors.addAll(schemaErrors(statusValidator.get(), object.get("status"), "status", past));
    }
    scale.ifPresent(paths -> errors.addAll(paths.errorsOfStatus(object)));
    errors.addAll(newDuplicates(object, old));
    errors.addAll(ruleErrors(errors, object, old));
    return errors;
  }

  @Override
  public void settle(final ObjectNode object) {
    Numbers.settle(object);
  }

  private static List<FieldError> schemaErrors(
      final Validator validator, final JsonNode value, final String root, final Correlation past) {
    final Findings findings = new Findings();
    validator.validate(value, Place.start(root, past), findings);
    return findings.errors();
  }

  /** An object that had duplicates already may keep them, and get more. */
  private List<FieldError> newDuplicates(final ObjectNode object, final ObjectNode old) {
    return ListTypes.errors(old, schema).isEmpty() ? ListTypes.errors(object, schema) : List.of();
  }

  private List<FieldError> ruleErrors(
      final List<FieldError> before, final ObjectNode object, final JsonNode old) {
    if (!schema.hasRules()) {
      return List.of();
    }
    return before.stream().anyMatch(error -> BLOCKING.contains(error.reason()))
        ? List.of(
            FieldError.invalid(
                FieldPath.NOWHERE,
                NullNode.getInstance(),
                "some validation rules were not checked because the object was invalid; correct the"
                    + " existing errors to complete validation"))
        : rules.errors(object, old);
  }
}
