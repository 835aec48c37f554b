package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.RollingBounds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Numbers the revisions, and keeps the annotations of Deployments and sets in step. */
final class RevisionBook {

  private static final int HISTORY_CHARACTERS = 2000;

  /** What belongs to one object alone and is never copied between a Deployment and its sets. */
  private static final Set<String> NOT_COPIED =
      Set.of(
          Annotations.LAST_APPLIED,
          Annotations.REVISION,
          Annotations.REVISION_HISTORY,
          Annotations.DESIRED_REPLICAS,
          Annotations.MAX_REPLICAS,
          Annotations.ROLLBACK_TO);

  private RevisionBook() {}

  /** The number an object bears; empty when it bears none that can be read. */
  static OptionalLong revision(Meta meta) {
    try {
      return OptionalLong.of(Long.parseLong(meta.annotations().get(Annotations.REVISION)));
    } catch (NumberFormatException none) {
      return OptionalLong.empty();
    }
  }

  /** The highest number among the sets, 0 when there is none. */
  static long highest(List<ReplicaSetView> sets) {
    return sets.stream()
        .map(set -> revision(set.meta()))
        .flatMapToLong(OptionalLong::stream)
        .reduce(0, Math::max);
  }

  /** The annotations of a set about to be made for the Deployment's template. */
  static Map<String, String> forNewSet(
      Meta deployment, List<ReplicaSetView> old, RollingBounds bounds) {
    Map<String, String> annotations = copyable(deployment.annotations());
    annotations.put(Annotations.REVISION, Long.toString(highest(old) + 1));
    annotations.putAll(SetEdit.scaleNote(bounds));
    return Map.copyOf(annotations);
  }

  /**
   * The annotations of the current set: the Deployment's are copied onto it, none is ever taken
   * away, and its number is raised above those of the old sets. A number given up goes into the
   * history, so that it still leads to this set's past.
   */
  static Map<String, String> forCurrentSet(
      Meta deployment, ReplicaSetView set, List<ReplicaSetView> old) {
    Map<String, String> annotations = new HashMap<>(set.meta().annotations());
    annotations.putAll(copyable(deployment.annotations()));
    OptionalLong borne = revision(set.meta());
    long due = highest(old) + 1;
    if (borne.orElse(0) < due) {
      annotations.put(Annotations.REVISION, Long.toString(due));
      if (borne.isPresent()) {
        annotations.put(
            Annotations.REVISION_HISTORY,
            appended(
                annotations.getOrDefault(Annotations.REVISION_HISTORY, ""),
                Long.toString(borne.getAsLong())));
      }
    }
    return annotations;
  }

  /** The Deployment's annotations with the number of its current set. */
  static Map<String, String> forDeployment(Meta deployment, SetEdit current) {
    Map<String, String> annotations = new HashMap<>(deployment.annotations());
    annotations.put(Annotations.REVISION, current.annotations().get(Annotations.REVISION));
    return Map.copyOf(annotations);
  }

  /** The Deployment's annotations after going back to a set: that set's, as far as copyable. */
  static Map<String, String> restored(Meta deployment, ReplicaSetView set) {
    Map<String, String> annotations = new HashMap<>(deployment.annotations());
    annotations.keySet().retainAll(NOT_COPIED);
    annotations.putAll(copyable(set.meta().annotations()));
    annotations.remove(Annotations.ROLLBACK_TO);
    return Map.copyOf(annotations);
  }

  private static Map<String, String> copyable(Map<String, String> annotations) {
    Map<String, String> copy = new HashMap<>(annotations);
    copy.keySet().removeAll(NOT_COPIED);
    return copy;
  }

  /** The history with one more number; where it grows too long the oldest are dropped. */
  private static String appended(String history, String revision) {
    Deque<String> numbers = new ArrayDeque<>();
    if (!history.isEmpty()) {
      numbers.addAll(List.of(history.split(",")));
    }
    numbers.add(revision);
    String text = String.join(",", numbers);
    while (text.length() > HISTORY_CHARACTERS) {
      numbers.removeFirst();
      text = String.join(",", numbers);
    }
    return text;
  }
}
