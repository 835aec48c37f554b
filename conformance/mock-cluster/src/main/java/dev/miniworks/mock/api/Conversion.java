package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns an object of one version into another's, as the two share one storage. Pure. */
@FunctionalInterface
public interface Conversion {

  /** A new tree; the one given stays as it is. */
  ObjectNode convert(ObjectNode object);

  /** Of versions that differ in nothing but their name. */
  static Conversion renaming(String apiVersion) {
    return object -> {
      ObjectNode copy = object.objectNode();
      copy.setAll(object);
      return copy.put("apiVersion", apiVersion);
    };
  }
}
