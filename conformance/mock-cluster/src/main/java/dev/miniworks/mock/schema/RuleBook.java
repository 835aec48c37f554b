package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.cel.ExpressionCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** All validation rules of a schema; they are compiled in the background, for that takes time. */
final class RuleBook {

  private final Optional<CompletableFuture<RuleNode>> rules;

  private RuleBook(final Optional<CompletableFuture<RuleNode>> rules) {
    this.rules = rules;
  }

  static RuleBook of(final SchemaNode schema) {
    return new RuleBook(
        schema.hasRules()
            ? Optional.of(
                CompletableFuture.supplyAsync(() -> RuleNode.of(schema, new ExpressionCompiler())))
            : Optional.empty());
  }

  /** Evaluates the rules; the first caller may have to wait until they are compiled. */
  List<FieldError> errors(final JsonNode object, final JsonNode old) {
    return rules
        .map(CompletableFuture::join)
        .map(root -> RuleEvaluation.errors(root, object, old))
        .orElse(List.of());
  }

  List<String> unevaluated() {
    final List<String> unevaluated = new ArrayList<>();
    rules
        .map(CompletableFuture::join)
        .ifPresent(
            root ->
                root.forEach(
                    "",
                    (path, rule) ->
                        rule.problem()
                            .map(
                                problem ->
                                    (path.isEmpty() ? "" : path + ": ")
                                        + rule.rule().expression().strip()
                                        + ": "
                                        + problem)
                            .ifPresent(unevaluated::add)));
    return List.copyOf(unevaluated);
  }
}
