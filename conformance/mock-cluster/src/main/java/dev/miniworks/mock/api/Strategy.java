package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a kind demands of its objects and does to them before they are stored. The server takes care
 * of what all kinds share (names, versions, generation, deletion, the metadata's own rules); a
 * strategy knows the rest. Objects are changed in place where a method says so.
 */
public interface Strategy {

  /** A kind without rules of its own. */
  Strategy NONE = new Strategy() {};

  /**
   * What clients are told of the kind's fields: schemas in the words of OpenAPI, the kind's own
   * under an empty name, those that it refers to under theirs.
   */
  default Map<String, ObjectNode> schemas() {
    return Map.of();
  }

  /**
   * Takes out, in place, the fields that the kind's schema does not know.
   *
   * @return their paths, for a client that asked for strict validation or warnings
   */
  default List<String> prune(ObjectNode object) {
    return List.of();
  }

  /**
   * Why an object cannot be read at all, such as text where a number belongs. The server refuses it
   * as a bad request then, before anything else is done to it.
   */
  default Optional<Misfit> undecodable(ObjectNode object) {
    return Optional.empty();
  }

  /** Writes out, in place, what a client may leave out. */
  default void fillDefaults(ObjectNode object) {}

  /**
   * Makes a new object ready to be stored, in place: what only the server decides is set, such as a
   * status that starts empty.
   */
  default void prepareCreate(ObjectNode object) {}

  /**
   * Makes a changed object ready to be stored, in place: what clients may not change is restored.
   */
  default void prepareUpdate(ObjectNode object, ObjectNode old) {}

  /**
   * Makes an object with a changed status ready to be stored, in place: all but the status is the
   * old object's already.
   */
  default void prepareStatus(ObjectNode object, ObjectNode old) {}

  /** What is wrong with a new object; empty when it can be stored. */
  default List<FieldError> validateCreate(ObjectNode object) {
    return List.of();
  }

  /** What is wrong with a changed object; empty when it can be stored. */
  default List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
    return List.of();
  }

  /** What is wrong with a changed status; empty when it can be stored. */
  default List<FieldError> validateStatus(ObjectNode object, ObjectNode old) {
    return List.of();
  }

  /** Writes an object that is valid, in place, the way in which it is kept. */
  default void settle(ObjectNode object) {}
}
