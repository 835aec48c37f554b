package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What sets one built-in kind apart from the others. All objects are changed in place. */
interface KindRules {

  /** A kind without a status and without demands. */
  KindRules PLAIN = new KindRules() {};

  /** Defaults that belong to the kind and not to a type within it. */
  default void fillDefaults(final ObjectNode object) {}

  default void prepareCreate(final ObjectNode object) {}

  default void prepareUpdate(final ObjectNode object, final ObjectNode old) {}

  default void prepareStatus(final ObjectNode object, final ObjectNode old) {}

  /** What is wrong with an object, whether new or changed. */
  default void check(final ObjectNode object, final Problems problems) {}

  /** What is wrong with a new object only. */
  default void checkNew(final ObjectNode object, final Problems problems) {}

  /** What may not change. */
  default void checkChange(
      final ObjectNode object, final ObjectNode old, final Problems problems) {}

  /** What is wrong with a changed status. */
  default void checkStatus(
      final ObjectNode object, final ObjectNode old, final Problems problems) {}
}
