package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a command works with while it runs.
 *
 * @param program how the user calls it: {@code kubectl mini} or {@code miniworks}
 */
record Session(Api api, String namespace, PrintWriter out, PrintWriter err, String program) {

  /**
   * What became of the objects that a command was about.
   *
   * @param found how many there were
   */
  record Outcome(int found, List<CommandFailure> failures) {}

  /** Does something with each object and goes on where one fails, as kubectl does. */
  Outcome each(Targets targets, Consumer<Resource> action) {
    var failures = new ArrayList<CommandFailure>();
    var found = find(targets, failures);
    for (var object : found) {
      try {
        action.accept(object);
      } catch (CommandFailure failure) {
        failures.add(failure);
      }
    }
    return new Outcome(found.size(), failures);
  }

  /** The same, and says so where there is nothing. */
  List<CommandFailure> eachOfSome(Targets targets, Consumer<Resource> action) {
    var outcome = each(targets, action);
    if (outcome.found() == 0 && outcome.failures().isEmpty()) {
      err.println("No resources found in %s namespace.".formatted(namespace));
      err.flush();
    }
    return outcome.failures();
  }

  /**
   * The objects.
   *
   * @throws CommandFailure when one of those named is missing
   */
  List<Resource> all(Targets targets) {
    var failures = new ArrayList<CommandFailure>();
    var found = find(targets, failures);
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return found;
  }

  /**
   * The revisions of an object.
   *
   * @param purpose what kubectl calls that which wants them
   * @throws CommandFailure when its kind has none
   */
  Revisions revisions(Resource object, String purpose) {
    var kind =
        object
            .kind()
            .revisions()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no %s has been implemented for \"%s\""
                            .formatted(purpose, object.kind().groupKind())));
    return Revisions.of(object, list(kind, selector(object)));
  }

  /** Sends a patch; returns the object as it is then. */
  Resource patch(Resource object, Api.PatchType type, JsonNode patch, Map<String, String> query) {
    return new Resource(object.kind(), api.patch(object.path(), type, patch, query));
  }

  /** Prints at once: what follows may take long. */
  void print(String text) {
    out.print(text);
    out.flush();
  }

  /** Warns of something that is no failure. */
  void warn(String text) {
    err.println("Warning: " + text);
    err.flush();
  }

  /** The query that finds what an object's selector matches. */
  static Map<String, String> selector(Resource object) {
    return Map.of("labelSelector", Selectors.text(object.spec().path("selector")));
  }

  private List<Resource> find(Targets targets, List<CommandFailure> failures) {
    var found = new ArrayList<Resource>();
    if (targets instanceof Targets.Named named) {
      for (var name : named.names()) {
        try {
          found.add(get(name));
        } catch (CommandFailure failure) {
          failures.add(failure);
        }
      }
    } else if (targets instanceof Targets.Every every) {
      var query = every.selector().map(s -> Map.of("labelSelector", s)).orElse(Map.of());
      every.kinds().forEach(kind -> found.addAll(list(kind, query)));
    }
    return found;
  }

  private Resource get(Targets.Name name) {
    return new Resource(name.kind(), api.get(name.kind().api().path(namespace, name.name())));
  }

  private List<Resource> list(Kind kind, Map<String, String> query) {
    var found = new ArrayList<Resource>();
    api.list(kind.api().path(namespace), query)
        .path("items")
        .forEach(item -> found.add(Resource.ofList(kind, (ObjectNode) item)));
    return found;
  }
}
