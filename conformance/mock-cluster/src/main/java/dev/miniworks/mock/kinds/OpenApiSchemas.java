package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Strategy;
import dev.miniworks.mock.kinds.Shape.Field;
import dev.miniworks.mock.kinds.Shape.ListOf;
import dev.miniworks.mock.kinds.Shape.MapOf;
import dev.miniworks.mock.kinds.Shape.Omission;
import dev.miniworks.mock.kinds.Shape.Scalar;
import dev.miniworks.mock.kinds.Shape.Struct;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tells a structure in the words of OpenAPI: fields and their types, and not what they mean. */
final class OpenApiSchemas {

  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final Set<String> META_TYPES =
      Set.of(
          "ObjectMeta",
          "OwnerReference",
          "ManagedFieldsEntry",
          "LabelSelector",
          "LabelSelectorRequirement",
          "Condition");

  private final Map<String, ObjectNode> schemas = new LinkedHashMap<>();

  private OpenApiSchemas() {}

  /** The schemas of a kind and of all its parts; see {@link Strategy#schemas}. */
  static Map<String, ObjectNode> of(final Struct kind) {
    final OpenApiSchemas all = new OpenApiSchemas();
    all.add("", kind);
    return all.schemas;
  }

  private void add(final String name, final Struct struct) {
    if (schemas.containsKey(name)) {
      return;
    }
    final ObjectNode schema = object().put("type", "object");
    schemas.put(name, schema);
    final ObjectNode properties = schema.putObject("properties");
    struct
        .fields()
        .forEach(
            (field, type) -> {
              properties.set(field, schema(type.shape()));
              if (isRequired(type)) {
                schema.withArray("/required").add(field);
              }
            });
  }

  private static boolean isRequired(final Field field) {
    return field.omission() == Omission.NEVER && !(field.shape() instanceof Struct);
  }

  private ObjectNode schema(final Shape shape) {
    if (shape instanceof ListOf list) {
      final ObjectNode schema = object().put("type", "array");
      schema.set("items", schema(list.item()));
      return schema;
    }
    if (shape instanceof MapOf map) {
      final ObjectNode schema = object().put("type", "object");
      schema.set("additionalProperties", schema(map.value()));
      return schema;
    }
    if (shape instanceof Struct struct) {
      final String name =
          (META_TYPES.contains(struct.name()) ? META : "io.k8s.api.") + struct.name();
      add(name, struct);
      return reference(name);
    }
    return scalar((Scalar) shape);
  }

  private ObjectNode scalar(final Scalar scalar) {
    return switch (scalar) {
      case TEXT -> object().put("type", "string");
      case BOOLEAN -> object().put("type", "boolean");
      case INT32 -> object().put("type", "integer").put("format", "int32");
      case INT64 -> object().put("type", "integer").put("format", "int64");
      case FLOAT64 -> object().put("type", "number").put("format", "double");
      case BYTES -> object().put("type", "string").put("format", "byte");
      case ANY -> object().put("type", "object");
      case TIME -> named(META + "Time", text("date-time"));
      case MICRO_TIME -> named(META + "MicroTime", text("date-time"));
      case QUANTITY -> named("io.k8s.apimachinery.pkg.api.resource.Quantity", numberOrText());
      case INT_OR_STRING ->
          named(
              "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
              either("integer", "string").put("format", "int-or-string"));
    };
  }

  private static ObjectNode text(final String format) {
    return object().put("type", "string").put("format", format);
  }

  private static ObjectNode numberOrText() {
    return either("string", "number");
  }

  private static ObjectNode either(final String one, final String other) {
    final ObjectNode schema = object();
    schema.putArray("oneOf").add(object().put("type", one)).add(object().put("type", other));
    return schema;
  }

  private ObjectNode named(final String name, final ObjectNode schema) {
    schemas.putIfAbsent(name, schema);
    return reference(name);
  }

  private static ObjectNode reference(final String name) {
    final ObjectNode schema = object();
    schema.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + name);
    return schema;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
