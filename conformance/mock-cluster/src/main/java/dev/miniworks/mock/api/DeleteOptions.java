package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How something is to be deleted, by the request's body or its parameters.
 *
 * @param policy empty when nothing was said
 * @param grace in seconds; empty when nothing was said
 */
record DeleteOptions(
    Optional<String> policy,
    Optional<Long> grace,
    Optional<String> uid,
    Optional<String> version,
    boolean dryRun) {

  private static final Set<String> POLICIES = Set.of("Foreground", "Background", "Orphan");

  static DeleteOptions of(Request request) {
    JsonNode body = request.body();
    Params params = request.params();
    Optional<String> policy =
        text(body, "propagationPolicy").or(() -> params.text("propagationPolicy"));
    Optional<Boolean> orphan =
        body.has("orphanDependents")
            ? Optional.of(body.path("orphanDependents").asBoolean())
            : params.text("orphanDependents").map(any -> params.flag("orphanDependents"));
    check(policy, orphan);
    Optional<Long> grace =
        body.path("gracePeriodSeconds").isNumber()
            ? Optional.of(body.path("gracePeriodSeconds").asLong())
            : params.number("gracePeriodSeconds").stream().boxed().findFirst();
    JsonNode preconditions = body.path("preconditions");
    boolean dryRun =
        params.dryRun()
            || (body.path("dryRun").size() == 1
                && body.path("dryRun").get(0).asText().equals("All"));
    return new DeleteOptions(
        policy.or(() -> orphan.map(yes -> yes ? "Orphan" : "Background")),
        // negative periods count as the shortest
        grace.map(seconds -> seconds < 0 ? 1 : seconds),
        text(preconditions, "uid"),
        text(preconditions, "resourceVersion"),
        dryRun);
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.of(node.path(field).asText()).filter(value -> !value.isEmpty());
  }

  private static void check(Optional<String> policy, Optional<Boolean> orphan) {
    if (policy.isPresent() && orphan.isPresent()) {
      throw invalid(
          "FieldValueInvalid",
          "Invalid value: \""
              + policy.get()
              + "\": orphanDependents and deletionPropagation cannot be both set");
    }
    if (policy.isPresent() && !POLICIES.contains(policy.get())) {
      throw invalid(
          "FieldValueNotSupported",
          "Unsupported value: \""
              + policy.get()
              + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
    }
  }

  private static ApiException invalid(String reason, String message) {
    return ApiException.invalid(
        "meta.k8s.io",
        "DeleteOptions",
        "",
        List.of(new FieldError(reason, "propagationPolicy", message)));
  }

  /** The policy that counts: the one given, the one begun with, or the kind's own. */
  String propagation(ResourceType type, Item old) {
    if (policy.isPresent()) {
      return policy.get();
    }
    List<String> finalizers = old.finalizers();
    if (finalizers.contains(Deletions.ORPHAN)) {
      return "Orphan";
    }
    if (finalizers.contains(Deletions.FOREGROUND)) {
      return "Foreground";
    }
    return type.has(Trait.ORPHANS_DEPENDENTS) ? "Orphan" : "Background";
  }

  void checkPreconditions(ResourceType type, Item old) {
    String kind = type.kind();
    if (uid.isPresent() && !uid.get().equals(old.uid())) {
      throw refused(
          type,
          old,
          kind,
          "the UID in the precondition ("
              + uid.get()
              + ") does not match the UID in record ("
              + old.uid()
              + "). The object might have been deleted and then recreated");
    }
    String stored = Long.toString(old.revision());
    if (version.isPresent() && !version.get().equals(stored)) {
      throw refused(
          type,
          old,
          kind,
          "the ResourceVersion in the precondition ("
              + version.get()
              + ") does not match the ResourceVersion in record ("
              + stored
              + "). The object might have been modified");
    }
  }

  private static ApiException refused(ResourceType type, Item old, String kind, String why) {
    return ApiException.conflict(new GroupResource(type.group(), kind), old.key().name(), why);
  }
}
