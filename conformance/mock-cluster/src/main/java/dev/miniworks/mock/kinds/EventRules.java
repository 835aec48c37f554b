package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.Map;

/** Something that happened; one with an event time is held to more. */
final class EventRules implements KindRules {

  private static final FieldPath NAMESPACE = FieldPath.ROOT.child("involvedObject", "namespace");
  private static final Map<String, Integer> LENGTHS =
      Map.of("reportingInstance", 128, "action", 128, "reason", 128, "message", 1024);

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    if (Fields.text(object, "eventTime").isEmpty()) {
      checkNamespace(object, "", problems);
      return;
    }
    if (Fields.text(object.path("involvedObject"), "namespace").isEmpty()) {
      checkNamespace(object, "kube-system", problems);
    }
    for (final String field :
        new String[] {"reportingComponent", "reportingInstance", "action", "reason"}) {
      if (Fields.text(object, field).isEmpty()) {
        problems.required(FieldPath.ROOT.child(field));
      }
    }
    LENGTHS.forEach(
        (field, most) -> {
          if (Fields.text(object, field).length() > most) {
            problems.invalid(
                FieldPath.ROOT.child(field), "", "can have at most " + most + " characters");
          }
        });
  }

  /** What is in no namespace is reported in {@code default}, or in another that is allowed too. */
  private static void checkNamespace(
      final JsonNode event, final String alsoAllowed, final Problems problems) {
    final String own = Fields.text(event.path("metadata"), "namespace");
    final String about = Fields.text(event.path("involvedObject"), "namespace");
    final boolean agree =
        about.isEmpty() ? own.equals("default") || own.equals(alsoAllowed) : own.equals(about);
    if (!agree) {
      problems.invalid(NAMESPACE, about, "does not match event.namespace");
    }
  }
}
