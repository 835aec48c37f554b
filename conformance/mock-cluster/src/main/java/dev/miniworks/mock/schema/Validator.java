package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A schema as a series of checks, compiled once. */
final class Validator {

  private final List<Check> checksOfNull;
  private final List<Check> checks;

  private Validator(final JsonNode schema) {
    final Type type = Type.of(schema);
    final Check choice = EnumCheck.of(schema);
    checksOfNull = demanding(type, choice);
    checks =
        demanding(
            type,
            Composition.of(schema),
            TextCheck.of(schema),
            FormatCheck.of(type),
            NumberCheck.of(schema, type),
            ArrayCheck.of(schema),
            choice,
            ObjectCheck.of(schema));
  }

  static Validator of(final JsonNode schema) {
    return new Validator(schema);
  }

  static List<Validator> allOf(final JsonNode schemas) {
    final List<Validator> validators = new ArrayList<>();
    schemas.forEach(schema -> validators.add(of(schema)));
    return List.copyOf(validators);
  }

  private static List<Check> demanding(final Check... checks) {
    return Arrays.stream(checks).filter(check -> check != Check.NONE).toList();
  }

  /** Validates a value; what was wrong before and has not changed is let pass. */
  void validate(final JsonNode value, final Place place, final Findings findings) {
    final Findings here = validated(value, place);
    if (here.isEmpty() || !place.past().isUnchanged()) {
      findings.addAll(here);
    }
  }

  /** Everything that is wrong with a value, whatever it was before. */
  Findings validated(final JsonNode value, final Place place) {
    final Findings findings = new Findings();
    findings.pass(weight(value));
    (value.isNull() ? checksOfNull : checks).forEach(check -> check.check(value, place, findings));
    return findings;
  }

  /** How many kinds of checks concern such a value, as the API server counts them. */
  private static int weight(final JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> 0;
      case STRING, OBJECT -> 5;
      case NUMBER, ARRAY -> 6;
      default -> 4;
    };
  }
}
