package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** One demand that a schema makes of a value. */
@FunctionalInterface
interface Check {

  /** Demands nothing. */
  Check NONE = (value, place, findings) -> {};

  /** Reports what is wrong with the value. */
  void check(JsonNode value, Place place, Findings findings);
}
