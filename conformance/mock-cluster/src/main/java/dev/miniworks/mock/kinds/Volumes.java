package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The volumes of a pod. */
final class Volumes {

  /** The field without which a volume of a type leads nowhere. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "hostPath", "path",
          "secret", "secretName",
          "configMap", "name",
          "persistentVolumeClaim", "claimName");

  private Volumes() {}

  /** Checks the volumes and returns the names of the good ones, which can be mounted. */
  static Set<String> check(final JsonNode volumes, final FieldPath path, final Problems problems) {
    final Set<String> names = new HashSet<>();
    for (int i = 0; i < volumes.size(); i++) {
      final JsonNode volume = volumes.get(i);
      final String name = Fields.text(volume, "name");
      final Problems found = new Problems();
      checkSource(volume, path.index(i), found);
      if (name.isEmpty()) {
        found.required(path.index(i).child("name"));
      } else {
        Names.report(Names.label(name), name, path.index(i).child("name"), found);
      }
      if (names.contains(name)) {
        found.duplicate(path.index(i).child("name"), volume.get("name"));
      }
      if (found.isEmpty()) {
        names.add(name);
      }
      problems.addAll(found);
    }
    return names;
  }

  private static void checkSource(
      final JsonNode volume, final FieldPath path, final Problems problems) {
    boolean hasSource = volume.has("emptyDir");
    for (final var field : volume.properties()) {
      final String source = field.getKey();
      if (source.equals("name") || source.equals("emptyDir")) {
        continue;
      }
      if (hasSource) {
        problems.forbidden(path.child(source), "may not specify more than 1 volume type");
        continue;
      }
      hasSource = true;
      final String required = REQUIRED.getOrDefault(source, "");
      if (!required.isEmpty() && Fields.text(field.getValue(), required).isEmpty()) {
        problems.required(path.child(source, required));
      }
    }
    if (!hasSource) {
      problems.required(path, "must specify a volume type");
    }
  }
}
