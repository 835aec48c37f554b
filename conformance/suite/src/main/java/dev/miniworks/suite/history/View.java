package dev.miniworks.suite.history;

import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of a scenario's namespace as they stand after some entry of its history. Changes as
 * entries are applied; whoever is given one reads it at once and does not keep it.
 */
public final class View {

  private record Item(Kind kind, HasMetadata object) {}

  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, Event> events = new LinkedHashMap<>();

  View() {}

  /** Applies an entry; answers what the object was before. */
  Optional<HasMetadata> apply(Entry entry) {
    var before =
        entry.action() == Action.DELETED
            ? items.remove(entry.uid())
            : items.put(entry.uid(), new Item(entry.kind(), entry.object()));
    return Optional.ofNullable(before).map(Item::object);
  }

  void put(Kind kind, HasMetadata object) {
    items.put(object.getMetadata().getUid(), new Item(kind, object));
  }

  void apply(Event event) {
    events.put(event.getMetadata().getUid(), event);
  }

  /** The object with this UID, while it exists. */
  public Optional<HasMetadata> byUid(String uid) {
    return Optional.ofNullable(items.get(uid)).map(Item::object);
  }

  /** The object of this kind and name, while it exists. */
  public Optional<HasMetadata> find(Kind kind, String name) {
    return all(kind).filter(object -> object.getMetadata().getName().equals(name)).findFirst();
  }

  /** Every object. */
  public List<HasMetadata> objects() {
    return items.values().stream().map(Item::object).toList();
  }

  /** Every object of this kind. */
  public Stream<HasMetadata> all(Kind kind) {
    return items.values().stream().filter(item -> item.kind() == kind).map(Item::object);
  }

  /** The Deployment of this name. */
  public Optional<Deployment> deployment(String name) {
    return find(Kind.DEPLOYMENT, name).map(Deployment.class::cast);
  }

  /** Every Deployment. */
  public List<Deployment> deployments() {
    return all(Kind.DEPLOYMENT).map(Deployment.class::cast).toList();
  }

  /** Every set of whichever kind. */
  public List<ReplicaSet> sets() {
    return items.values().stream()
        .filter(item -> item.kind().isSet())
        .map(item -> (ReplicaSet) item.object())
        .toList();
  }

  /** The sets that the Deployment controls, lowest revision first. */
  public List<ReplicaSet> setsOf(Deployment deployment) {
    return sets().stream()
        .filter(set -> Facts.controlledBy(set, deployment))
        .sorted(Comparator.comparingLong(Facts::revision))
        .toList();
  }

  /** Every pod. */
  public List<Pod> pods() {
    return all(Kind.POD).map(Pod.class::cast).toList();
  }

  /** The pods that the owner controls, ended and terminating ones included. */
  public List<Pod> podsOf(HasMetadata owner) {
    return pods().stream().filter(pod -> Facts.controlledBy(pod, owner)).toList();
  }

  /** The pods that the owner controls and that count as its replicas. */
  public List<Pod> activePodsOf(HasMetadata owner) {
    return podsOf(owner).stream().filter(Facts::active).toList();
  }

  /** The events recorded on the object, oldest first. */
  public List<Event> eventsOn(HasMetadata object) {
    return events.values().stream()
        .filter(event -> object.getMetadata().getUid().equals(event.getInvolvedObject().getUid()))
        .toList();
  }

  /** Every event. */
  public List<Event> events() {
    return List.copyOf(events.values());
  }
}
