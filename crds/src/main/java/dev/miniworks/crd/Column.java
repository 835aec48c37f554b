package dev.miniworks.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A column of {@code kubectl get}.
 *
 * @param wide whether it appears with {@code -o wide} only
 */
record Column(String name, String type, String jsonPath, boolean wide) {

  static Column text(final String name, final String jsonPath) {
    return new Column(name, "string", jsonPath, false);
  }

  static Column number(final String name, final String jsonPath) {
    return new Column(name, "integer", jsonPath, false);
  }

  static Column age() {
    return new Column("Age", "date", ".metadata.creationTimestamp", false);
  }

  Column onlyWide() {
    return new Column(name, type, jsonPath, true);
  }

  ObjectNode toJson() {
    final ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name).put("type", type).put("jsonPath", jsonPath);
    if (wide) {
      json.put("priority", 1);
    }
    return json;
  }
}
