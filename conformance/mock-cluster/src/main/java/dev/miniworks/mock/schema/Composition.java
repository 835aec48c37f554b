package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.GoText;
import java.util.List;
import java.util.Optional;

/** What a schema makes of other schemas: any, one, all or none of them. */
record Composition(
    List<Validator> anyOf, List<Validator> oneOf, List<Validator> allOf, Optional<Validator> not)
    implements Check {

  static Check of(final JsonNode schema) {
    final Composition composition =
        new Composition(
            Validator.allOf(schema.path("anyOf")),
            Validator.allOf(schema.path("oneOf")),
            Validator.allOf(schema.path("allOf")),
            Optional.ofNullable(schema.get("not")).map(Validator::of));
    return composition.isEmpty() ? NONE : composition;
  }

  private boolean isEmpty() {
    return anyOf.isEmpty() && oneOf.isEmpty() && allOf.isEmpty() && not.isEmpty();
  }

  @Override
  public void check(final JsonNode value, final Place place, final Findings findings) {
    checkAnyOf(value, place, findings);
    checkOneOf(value, place, findings);
    checkAllOf(value, place, findings);
    not.filter(schema -> schema.validated(value, place).isEmpty())
        .ifPresent(schema -> report("must not validate the schema (not)", place, findings));
  }

  private void checkAnyOf(final JsonNode value, final Place place, final Findings findings) {
    final Attempts attempts = new Attempts();
    for (final Validator schema : anyOf) {
      attempts.add(schema.validated(value, place));
      if (attempts.valid() > 0) {
        break;
      }
    }
    if (!anyOf.isEmpty() && attempts.valid() == 0) {
      report("must validate at least one schema (anyOf)", place, findings);
    }
    attempts.likeliest().ifPresent(findings::addAll);
  }

  private void checkOneOf(final JsonNode value, final Place place, final Findings findings) {
    final Attempts attempts = new Attempts();
    oneOf.forEach(schema -> attempts.add(schema.validated(value, place)));
    if (!oneOf.isEmpty() && attempts.valid() != 1) {
      report(
          "must validate one and only one schema (oneOf). "
              + (attempts.valid() == 0
                  ? "Found none valid"
                  : "Found " + attempts.valid() + " valid alternatives"),
          place,
          findings);
    }
    if (attempts.valid() < 2) {
      attempts.likeliest().ifPresent(findings::addAll);
    }
  }

  private void checkAllOf(final JsonNode value, final Place place, final Findings findings) {
    final Attempts attempts = new Attempts();
    for (final Validator schema : allOf) {
      final Findings found = schema.validated(value, place);
      attempts.add(found);
      findings.addAll(found);
    }
    if (attempts.valid() < allOf.size()) {
      report(
          "must validate all the schemas (allOf)"
              + (attempts.valid() == 0 ? ". None validated" : ""),
          place,
          findings);
    }
  }

  private static void report(final String demand, final Place place, final Findings findings) {
    findings.add(place.general(GoText.quote(place.path()) + " " + demand));
  }

  /** What several schemas said of one value. */
  private static final class Attempts {
    private Findings success;
    private Findings failure;
    private int valid;

    void add(final Findings found) {
      if (found.isEmpty()) {
        valid++;
        success = success == null ? found : success;
      } else if (failure == null || found.passed() > failure.passed()) {
        failure = found;
      }
    }

    int valid() {
      return valid;
    }

    /** The first success, or else the failure that came closest. */
    Optional<Findings> likeliest() {
      return Optional.ofNullable(valid > 0 ? success : failure);
    }
  }
}
