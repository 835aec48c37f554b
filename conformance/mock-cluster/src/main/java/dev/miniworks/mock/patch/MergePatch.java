package dev.miniworks.mock.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** JSON Merge Patch, RFC 7386. */
public final class MergePatch {

  private MergePatch() {}

  /** Applies a patch to an object, in place. */
  public static void apply(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      String name = change.getKey();
      JsonNode value = change.getValue();
      if (value.isNull()) {
        target.remove(name);
      } else if (value instanceof ObjectNode object) {
        ObjectNode below =
            target.get(name) instanceof ObjectNode existing ? existing : target.putObject(name);
        apply(below, object);
      } else {
        target.set(name, value.deepCopy());
      }
    }
  }
}
