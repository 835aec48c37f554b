package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.json.Json;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Whether a node is one that a pod asks for, by its selector and its required affinity. */
final class NodeAffinity {

  private NodeAffinity() {}

  static boolean matches(JsonNode podSpec, JsonNode node) {
    JsonNode labels = Json.at(node, "metadata.labels");
    for (Map.Entry<String, JsonNode> wanted : podSpec.path("nodeSelector").properties()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    JsonNode required =
        Json.at(podSpec, "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution");
    return !required.isObject() || anyTerm(required.path("nodeSelectorTerms"), node);
  }

  /**
   * The nodes that a pod names outright, as those of daemons do.
   *
   * @return empty when it does not
   */
  static Optional<Set<String>> named(JsonNode podSpec) {
    JsonNode terms =
        Json.at(
            podSpec,
            "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms");
    Set<String> names = new HashSet<>();
    for (JsonNode term : terms) {
      Optional<JsonNode> field =
          term.path("matchFields")
              .valueStream()
              .filter(one -> one.path("key").asText().equals("metadata.name"))
              .filter(one -> one.path("operator").asText().equals("In"))
              .findFirst();
      if (field.isEmpty()) {
        return Optional.empty();
      }
      field.get().path("values").forEach(name -> names.add(name.asText()));
    }
    return terms.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  private static boolean anyTerm(JsonNode terms, JsonNode node) {
    for (JsonNode term : terms) {
      JsonNode labels = term.path("matchExpressions");
      JsonNode fields = term.path("matchFields");
      // a term that demands nothing selects nothing
      boolean demands = !labels.isEmpty() || !fields.isEmpty();
      if (demands
          && all(labels, Json.at(node, "metadata.labels"))
          && all(fields, Json.object().set("metadata.name", Json.at(node, "metadata.name")))) {
        return true;
      }
    }
    return false;
  }

  private static boolean all(JsonNode requirements, JsonNode values) {
    return StreamSupport.stream(requirements.spliterator(), false)
        .allMatch(requirement -> met(requirement, values.path(requirement.path("key").asText())));
  }

  private static boolean met(JsonNode requirement, JsonNode value) {
    JsonNode wanted = requirement.path("values");
    return switch (requirement.path("operator").asText()) {
      case "In" -> contains(wanted, value);
      case "NotIn" -> !contains(wanted, value);
      case "Exists" -> value.isTextual();
      case "DoesNotExist" -> !value.isTextual();
      case "Gt" -> isNumber(value) && number(value).compareTo(number(wanted.path(0))) > 0;
      case "Lt" -> isNumber(value) && number(value).compareTo(number(wanted.path(0))) < 0;
      default -> false;
    };
  }

  private static boolean contains(JsonNode wanted, JsonNode value) {
    return StreamSupport.stream(wanted.spliterator(), false).anyMatch(value::equals);
  }

  private static boolean isNumber(JsonNode value) {
    return value.asText().matches("[+-]?[0-9]+");
  }

  private static BigInteger number(JsonNode value) {
    return new BigInteger(value.asText());
  }
}
