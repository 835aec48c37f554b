package dev.miniworks.mock.http;

import dev.miniworks.mock.api.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a path is about. */
final class PathTarget {

  private PathTarget() {}

  /** The parts of a path. */
  static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    return parts;
  }

  /** Whether this is the older way to ask for a watch, by a word in the path. */
  static boolean isWatch(List<String> parts) {
    int place = watchPlace(parts);
    return place > 0 && parts.size() > place + 1 && parts.get(place).equals("watch");
  }

  static List<String> withoutWatch(List<String> parts) {
    List<String> rest = new ArrayList<>(parts);
    rest.remove(watchPlace(parts));
    return rest;
  }

  private static int watchPlace(List<String> parts) {
    if (parts.isEmpty()) {
      return 0;
    }
    return switch (parts.get(0)) {
      case "api" -> 2;
      case "apis" -> 3;
      default -> 0;
    };
  }

  /** What a path under {@code /api/VERSION} or {@code /apis/GROUP/VERSION} names, if anything. */
  static Optional<Target> of(List<String> parts) {
    boolean core = !parts.isEmpty() && parts.get(0).equals("api");
    boolean grouped = !parts.isEmpty() && parts.get(0).equals("apis");
    int rest = core ? 2 : 3;
    if ((!core && !grouped) || parts.size() <= rest) {
      return Optional.empty();
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(rest - 1);
    List<String> path = parts.subList(rest, parts.size());
    boolean inNamespace =
        path.get(0).equals("namespaces")
            && path.size() > 2
            && !(core && (path.get(2).equals("status") || path.get(2).equals("finalize")));
    String namespace = inNamespace ? path.get(1) : "";
    List<String> object = inNamespace ? path.subList(2, path.size()) : path;
    if (object.size() > 3) {
      return Optional.of(
          new Target(group, version, object.get(0), namespace, object.get(1), "unknown"));
    }
    return Optional.of(
        new Target(
            group,
            version,
            object.get(0),
            namespace,
            object.size() > 1 ? object.get(1) : "",
            object.size() > 2 ? object.get(2) : ""));
  }
}
