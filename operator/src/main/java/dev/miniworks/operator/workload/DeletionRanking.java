package dev.miniworks.operator.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which pods go first when there are too many: those whose loss costs least.
 *
 * @param podsPerNode active pods on each node over the owner's and its siblings' pods
 * @param now the moment ages are taken at
 */
public record DeletionRanking(Map<String, Integer> podsPerNode, Instant now) {

  public DeletionRanking {
    podsPerNode = Map.copyOf(podsPerNode);
  }

  /**
   * The pods to delete, cheapest loss first.
   *
   * @param count how many, no more than there are
   */
  public List<PodView> first(int count, Collection<PodView> pods) {
    // A heap, since List.sort may refuse this order: pods of the same age go by restarts, pods of
    // about the same age by UID, and the two together can form a circle.
    PriorityQueue<PodView> heap = new PriorityQueue<>(Math.max(1, pods.size()), order());
    pods.stream().sorted(Comparator.comparing(pod -> pod.meta().uid())).forEach(heap::add);
    return Stream.generate(heap::poll).limit(count).collect(Collectors.toUnmodifiableList());
  }

  /** The order itself, the pod to delete first being the least. An earlier rule outdoes a later. */
  Comparator<PodView> order() {
    return Comparator.<PodView, Boolean>comparing(pod -> pod.node().isPresent())
        .thenComparing(pod -> progress(pod.phase()))
        .thenComparing(PodView::ready)
        .thenComparing(DeletionRanking::cost)
        .thenComparing(this::neighbours, Comparator.reverseOrder())
        .thenComparing((one, other) -> byAge(one, one.readySince(), other, other.readySince()))
        .thenComparing(PodView::restarts, Comparator.reverseOrder())
        .thenComparing(PodView::sidecarRestarts, Comparator.reverseOrder())
        .thenComparing(
            (one, other) ->
                byAge(
                    one,
                    Optional.of(one.meta().createdAt()),
                    other,
                    Optional.of(other.meta().createdAt())));
  }

  /** A pod's deletion cost; 0 unless the annotation is a plainly written 32-bit integer. */
  static int cost(PodView pod) {
    String text = pod.meta().annotations().getOrDefault(Annotations.POD_DELETION_COST, "0");
    if (!text.matches("0|[1-9][0-9]*|-[0-9]+")) {
      return 0;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException tooLarge) {
      return 0;
    }
  }

  private int neighbours(PodView pod) {
    return pod.node().map(node -> podsPerNode.getOrDefault(node, 0)).orElse(0);
  }

  private static int progress(PodPhase phase) {
    return switch (phase) {
      case PENDING -> 0;
      case UNKNOWN -> 1;
      case RUNNING, SUCCEEDED, FAILED -> 2;
    };
  }

  /**
   * The younger first. Ages of the same power of two nanoseconds count as one, and chance (the UID)
   * decides, lest the youngest pods, often all in one zone, go together.
   */
  private int byAge(
      PodView one, Optional<Instant> since, PodView other, Optional<Instant> otherSince) {
    if (since.equals(otherSince)) {
      return 0;
    }
    if (since.isEmpty() || otherSince.isEmpty()) {
      return since.isEmpty() ? -1 : 1;
    }
    int bucket = Integer.compare(bucket(since.get()), bucket(otherSince.get()));
    return bucket != 0 ? bucket : one.meta().uid().compareTo(other.meta().uid());
  }

  private int bucket(Instant since) {
    Duration age = Duration.between(since, now);
    if (age.isNegative() || age.isZero()) {
      return -1;
    }
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(age.toNanos());
  }
}
