package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.api.GoText;
import dev.miniworks.mock.cel.CompilationFailure;
import dev.miniworks.mock.cel.TypedCompiler;
import dev.miniworks.mock.cel.TypedCompiler.Checked;
import dev.miniworks.mock.cel.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether the rules of a schema can be compiled, and evaluated at a bearable cost. */
final class RulesReview {

  private static final long MOST_FOR_EXPRESSION = 10_000_000;
  private static final long MOST_FOR_SCHEMA = 100_000_000;
  private static final int SHOWN = 4;

  /** Of the value that rules are about; no variable may be called so. */
  private static final String TYPE = "selfType";

  private final List<FieldError> errors = new ArrayList<>();
  private final List<Expense> expenses = new ArrayList<>();
  private long total;

  private record Expense(FieldPath path, long cost) {}

  /**
   * Where rules stand.
   *
   * @param most how many values there can be at this place; empty when there is no bound
   * @param uncorrelated the list or map above in which a value has no past; empty when it has one
   */
  record Site(
      JsonNode schema,
      boolean isResource,
      FieldPath path,
      OptionalLong most,
      Optional<FieldPath> uncorrelated) {}

  List<FieldError> errors() {
    return List.copyOf(errors);
  }

  /** What is wrong with all rules together; asked when each has been looked at. */
  List<FieldError> errorsOfAll(final FieldPath root) {
    if (total <= MOST_FOR_SCHEMA) {
      return List.of();
    }
    final List<FieldError> tooMuch = new ArrayList<>();
    expenses.stream()
        .sorted(Comparator.comparingLong(Expense::cost).reversed())
        .limit(SHOWN)
        .forEach(
            expense ->
                tooMuch.add(
                    FieldError.forbidden(
                        expense.path.toString(),
                        "contributed to estimated rule cost total exceeding cost limit for entire"
                            + " OpenAPIv3 schema")));
    tooMuch.add(
        FieldError.forbidden(
            root.toString(),
            exceeded(
                "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema",
                total,
                MOST_FOR_SCHEMA)));
    return tooMuch;
  }

  void review(final Site site) {
    final Optional<ValueType> self = ValueTypes.of(site.schema, site.isResource, TYPE);
    if (self.isEmpty()) {
      errors.add(
          new FieldError(
              "InternalError",
              site.path.child("x-kubernetes-validations").toString(),
              "Internal error: internal error: failed to construct type information for"
                  + " x-kubernetes-validations rules: unable to convert structural schema to CEL"
                  + " declarations"));
      return;
    }
    final List<Rule> rules = Rule.of(site.schema);
    for (int i = 0; i < rules.size(); i++) {
      final FieldPath path = site.path.child("x-kubernetes-validations").index(i);
      review(
          site.schema.path("x-kubernetes-validations").get(i),
          rules.get(i),
          site,
          self.get(),
          path);
    }
  }

  private void review(
      final JsonNode source,
      final Rule rule,
      final Site site,
      final ValueType self,
      final FieldPath path) {
    final TypedCompiler compiler = new TypedCompiler(self, rule.optionalOldSelf());
    final FieldPath place = path.child("rule");
    try {
      final Optional<Checked> checked = compiler.check(rule.expression());
      if (checked.isEmpty()) {
        return;
      }
      if (!checked.get().isBoolean()) {
        invalid(place, source, "cel expression must evaluate to a bool");
        return;
      }
      spend("estimated rule cost", place, times(checked.get().cost(), occurrences(site, self)));
      checkMessage(source, rule, compiler, path.child("messageExpression"));
      checkPast(source, checked.get(), site, path);
    } catch (final CompilationFailure e) {
      invalid(place, source, "compilation failed: " + e.getMessage());
    }
  }

  private static long occurrences(final Site site, final ValueType self) {
    return site.most.orElse(ValueTypes.LARGEST_REQUEST / (self.smallest() + 1));
  }

  private void checkMessage(
      final JsonNode source, final Rule rule, final TypedCompiler compiler, final FieldPath path) {
    if (rule.messageSource().isEmpty()) {
      return;
    }
    try {
      final Optional<Checked> checked = compiler.check(rule.messageExpression());
      if (checked.filter(message -> !message.isText()).isPresent()) {
        invalid(path, source, "messageExpression must evaluate to a string");
      } else {
        checked.ifPresent(
            message -> spend("estimated messageExpression cost", path, message.cost()));
      }
    } catch (final CompilationFailure e) {
      invalid(path, source, "messageExpression compilation failed: " + e.getMessage());
    }
  }

  private void checkPast(
      final JsonNode source, final Checked checked, final Site site, final FieldPath path) {
    if (!checked.usesOldSelf()) {
      if (source.hasNonNull("optionalOldSelf")) {
        errors.add(
            FieldError.invalid(
                path.child("optionalOldSelf").toString(),
                source.get("optionalOldSelf"),
                "may not be set if oldSelf is not used in rule"));
      }
      return;
    }
    site.uncorrelated.ifPresent(
        above ->
            errors.add(
                FieldError.invalid(
                    path.child("rule").toString(),
                    source.path("rule"),
                    "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                        + above)));
  }

  private void spend(final String what, final FieldPath path, final long cost) {
    if (cost > MOST_FOR_EXPRESSION) {
      errors.add(FieldError.forbidden(path.toString(), exceeded(what, cost, MOST_FOR_EXPRESSION)));
    }
    total = total > Long.MAX_VALUE - cost ? Long.MAX_VALUE : total + cost;
    if (cost >= MOST_FOR_SCHEMA / 100) {
      expenses.add(new Expense(path, cost));
    }
  }

  private static String exceeded(final String what, final long cost, final long limit) {
    final double factor = (double) cost / limit;
    final String times =
        factor > 100
            ? "more than 100"
            : String.format(Locale.ROOT, factor < 1.5 ? "%f" : "%.1f", factor);
    return what
        + " exceeds budget by factor of "
        + times
        + "x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where"
        + " arrays, maps, and strings are declared)";
  }

  private void invalid(final FieldPath path, final JsonNode rule, final String why) {
    errors.add(
        new FieldError(
            FieldError.INVALID, path.toString(), "Invalid value: " + shown(rule) + ": " + why));
  }

  /** A rule as the server prints it. */
  private static String shown(final JsonNode rule) {
    return "{\"Rule\":"
        + text(rule, "rule")
        + ",\"Message\":"
        + text(rule, "message")
        + ",\"MessageExpression\":"
        + text(rule, "messageExpression")
        + ",\"Reason\":"
        + (rule.hasNonNull("reason") ? text(rule, "reason") : "null")
        + ",\"FieldPath\":"
        + text(rule, "fieldPath")
        + ",\"OptionalOldSelf\":"
        + (rule.hasNonNull("optionalOldSelf") ? rule.get("optionalOldSelf") : "null")
        + "}";
  }

  private static String text(final JsonNode rule, final String field) {
    return GoText.json(TextNode.valueOf(rule.path(field).asText()));
  }

  private static long times(final long cost, final long occurrences) {
    return occurrences != 0 && cost > Long.MAX_VALUE / occurrences
        ? Long.MAX_VALUE
        : cost * occurrences;
  }
}
