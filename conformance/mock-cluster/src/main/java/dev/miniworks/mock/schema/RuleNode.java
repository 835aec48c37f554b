package dev.miniworks.mock.schema;

import dev.miniworks.mock.cel.ExpressionCompiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The compiled rules of one place of a schema, and the places below that have some too.
 *
 * @param schema the place
 * @param allOf rules that stand in the schema's {@code allOf}
 */
record RuleNode(
    SchemaNode schema,
    List<CompiledRule> rules,
    List<RuleNode> allOf,
    Map<String, RuleNode> properties,
    Optional<RuleNode> additionalProperties,
    Optional<RuleNode> items) {

  static RuleNode of(final SchemaNode schema, final ExpressionCompiler compiler) {
    final Map<String, RuleNode> properties = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (name, property) -> {
              if (property.hasRules()) {
                properties.put(name, of(property, compiler));
              }
            });
    return new RuleNode(
        schema,
        schema.rules().stream().map(rule -> CompiledRule.of(rule, compiler)).toList(),
        schema.allOf().stream().map(part -> of(part, compiler)).toList(),
        properties,
        schema.additionalProperties().filter(SchemaNode::hasRules).map(node -> of(node, compiler)),
        schema.items().filter(SchemaNode::hasRules).map(node -> of(node, compiler)));
  }

  /** Visits the rules here and below, each with its path in the schema. */
  void forEach(final String path, final RuleVisitor visitor) {
    rules.forEach(rule -> visitor.visit(path, rule));
    allOf.forEach(part -> part.forEach(path, visitor));
    properties.forEach(
        (name, node) -> node.forEach(path.isEmpty() ? name : path + "." + name, visitor));
    final Consumer<RuleNode> below = node -> node.forEach(path + "[*]", visitor);
    additionalProperties.ifPresent(below);
    items.ifPresent(below);
  }

  /** Called with each rule. */
  @FunctionalInterface
  interface RuleVisitor {
    void visit(String path, CompiledRule rule);
  }
}
