package dev.miniworks.cli.kubectl;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The revisions of one object, each a set of replicas, by number. */
record Revisions(SortedMap<Long, Resource> byNumber) {

  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String CHANGE_CAUSE = "kubernetes.io/change-cause";

  private static final String TITLE = "REVISION";
  private static final String GAP = "  ";

  /** The revisions among some sets: those that the owner controls and that carry a number. */
  static Revisions of(Resource owner, Collection<Resource> sets) {
    var byNumber = new TreeMap<Long, Resource>();
    for (var set : sets) {
      if (controls(owner, set)) {
        number(set).ifPresent(number -> byNumber.put(number, set));
      }
    }
    return new Revisions(byNumber);
  }

  /** The revision that an object says it is. */
  static OptionalLong number(Resource object) {
    try {
      return object.annotation(REVISION).stream().mapToLong(Long::parseLong).findFirst();
    } catch (NumberFormatException notOurs) {
      return OptionalLong.empty();
    }
  }

  /** The table of {@code kubectl rollout history}. */
  String table() {
    if (byNumber.isEmpty()) {
      return "No rollout history found.";
    }
    var text = new StringBuilder(TITLE + GAP + "CHANGE-CAUSE\n");
    byNumber.forEach(
        (number, set) ->
            text.append(("%-" + TITLE.length() + "d").formatted(number))
                .append(GAP)
                .append(set.annotation(CHANGE_CAUSE).filter(c -> !c.isEmpty()).orElse("<none>"))
                .append('\n'));
    return text.toString();
  }

  /** The revision of this number. */
  Optional<Resource> numbered(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** The revision before the newest. */
  Optional<Resource> previous() {
    return byNumber.isEmpty()
        ? Optional.empty()
        : Optional.of(byNumber.headMap(byNumber.lastKey()))
            .filter(older -> !older.isEmpty())
            .map(older -> older.get(older.lastKey()));
  }

  private static boolean controls(Resource owner, Resource set) {
    for (var reference : set.json().path("metadata").path("ownerReferences")) {
      if (reference.path("controller").asBoolean()) {
        return reference.path("uid").asText().equals(owner.uid());
      }
    }
    return false;
  }
}
