package dev.miniworks.suite;

import dev.miniworks.suite.cluster.ControlPlane;
import dev.miniworks.suite.cluster.Installation;
import dev.miniworks.suite.cluster.Operators;
import dev.miniworks.suite.faults.FaultProxy;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.history.Recorder;
import dev.miniworks.suite.history.View;
import dev.miniworks.suite.invariants.Invariants;
import dev.miniworks.suite.subject.Kind;
import dev.miniworks.suite.subject.Subject;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/**
 * What a scenario works with: a namespace of its own, the subject's kinds in it, and the record of
 * everything that happens there.
 */
public final class World implements Stage {

  private static final int LOG_TAIL = 64 * 1024;

  private final WorkloadArena arena;
  private final String namespace;
  private final Recorder recorder;
  private final List<World> more = new ArrayList<>();

  private World(WorkloadArena arena, String namespace, Recorder recorder) {
    this.arena = arena;
    this.namespace = namespace;
    this.recorder = recorder;
  }

  /** Makes a namespace that starts with this name, and begins to record. */
  static World open(WorkloadArena arena, String prefix) {
    arena.operators().ifPresent(Operators::requireMain);
    var client = arena.client();
    var namespace =
        client
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName(prefix + "-")
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getName();
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("default")
        .waitUntilCondition(
            account -> account != null,
            arena.timeouts().change().standstill().toSeconds(),
            TimeUnit.SECONDS);
    var recorder = Recorder.start(client, namespace, arena.subject().kinds(), Clock.systemUTC());
    return new World(arena, namespace, recorder);
  }

  /** The namespace's name. */
  public String namespace() {
    return namespace;
  }

  /** A client with all rights, for what is not a workload; its writes are not noted. */
  public KubernetesClient client() {
    return arena.client();
  }

  /** Whose behaviour is looked at. */
  public Subject subject() {
    return arena.subject();
  }

  /** How long the suite waits. */
  public Timeouts timeouts() {
    return arena.timeouts();
  }

  /** The subject's Deployments. */
  public Resources<Deployment> deployments() {
    return resources(Kind.DEPLOYMENT, Deployment.class);
  }

  /** The subject's ReplicaSets. */
  public Resources<ReplicaSet> replicaSets() {
    return resources(Kind.REPLICA_SET, ReplicaSet.class);
  }

  /** The subject's ReplicationControllers, in the shape of ReplicaSets. */
  public Resources<ReplicaSet> replicationControllers() {
    return resources(Kind.REPLICATION_CONTROLLER, ReplicaSet.class);
  }

  /** The pods. */
  public Resources<Pod> pods() {
    return resources(Kind.POD, Pod.class);
  }

  private <T extends HasMetadata> Resources<T> resources(Kind kind, Class<T> shape) {
    var wire =
        subject()
            .wire(kind)
            .orElseThrow(() -> new IllegalStateException(subject().label() + " has no " + kind));
    return new Resources<>(client(), namespace, kind, wire, shape, recorder, timeouts().change());
  }

  /**
   * Waits until the look at the namespace finds something; answers it.
   *
   * @param what is waited for, for the failure's message
   * @throws AssertionError when it does not come
   */
  public <T> T await(String what, Function<View, Optional<T>> look) {
    return recorder.await(what, timeouts().change(), look);
  }

  /**
   * Waits until this holds.
   *
   * @throws AssertionError when it does not come to that
   */
  public void awaitThat(String what, Predicate<View> test) {
    await(what, view -> test.test(view) ? Optional.of(true) : Optional.empty());
  }

  /**
   * Looks at the namespace as the API server has it now. Waits look at the recorded history
   * instead, where one kind may lag behind another.
   */
  public View now() {
    return Recorder.list(client(), namespace, subject().kinds());
  }

  /** The names of the pods that the owner controls and that count as its replicas. */
  public Set<String> podNamesOf(HasMetadata owner) {
    return now().activePodsOf(owner).stream()
        .map(pod -> pod.getMetadata().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The sets that the Deployment of this name controls, lowest revision first. */
  public List<ReplicaSet> setsOf(String deployment) {
    var now = now();
    return now.deployment(deployment).map(now::setsOf).orElse(List.of());
  }

  /** The set of the Deployment's latest revision. */
  public ReplicaSet latestSetOf(String deployment) {
    var sets = setsOf(deployment);
    Assertions.assertThat(sets).as("sets of " + deployment).isNotEmpty();
    return sets.get(sets.size() - 1);
  }

  /** Waits for an event with this reason on the object. */
  public void awaitEvent(HasMetadata object, String reason) {
    awaitThat(
        "event %s on %s".formatted(reason, object.getMetadata().getName()),
        view -> view.eventsOn(object).stream().anyMatch(e -> reason.equals(e.getReason())));
  }

  /** The events recorded so far, on whichever object. */
  public List<Event> events() {
    return await("events", view -> Optional.of(view.events()));
  }

  /** Waits until nothing has changed for a while. */
  public void awaitRest() {
    recorder.awaitQuiet(timeouts().quiet(), timeouts().rest());
  }

  /**
   * Does what the API has to refuse.
   *
   * @return the refusal
   * @throws AssertionError when it is accepted
   */
  public KubernetesClientException refusal(Runnable attempt) {
    var refusal = Assertions.catchThrowableOfType(KubernetesClientException.class, attempt::run);
    Assertions.assertThat(refusal).as("the API refuses it").isNotNull();
    return refusal;
  }

  /** A proxy before the API server, in which requests can be made to go wrong. */
  public FaultProxy proxy() {
    var authority = client().getConfiguration().getCaCertData();
    return FaultProxy.start(
        operators().server(),
        authority == null
            ? ""
            : new String(Base64.getDecoder().decode(authority), StandardCharsets.UTF_8),
        namespace);
  }

  /** An operator for this namespace alone that reaches the API at the given address. */
  public Operators.Instance operatorBehind(String address) {
    return operators()
        .start(
            namespace,
            operators().kubeconfig(address, Installation.NAME),
            List.of("--namespaces", namespace, "--leader-elect=false"));
  }

  /**
   * The operators of the run.
   *
   * @throws IllegalStateException when the subject has none
   */
  public Operators operators() {
    return arena
        .operators()
        .orElseThrow(() -> new IllegalStateException(subject().label() + " has no operator"));
  }

  /**
   * The control plane, to stop and start parts of it.
   *
   * @throws IllegalStateException when it is not the suite's own
   */
  public ControlPlane controlPlane() {
    return arena
        .controlPlane()
        .orElseThrow(() -> new IllegalStateException("the control plane is not the suite's own"));
  }

  /** One more namespace for this scenario, with a record and a conclusion of its own. */
  public World another(String suffix) {
    var world = open(arena, namespace + "-" + suffix);
    more.add(world);
    return world;
  }

  /** From now on the record may have gaps: the API server is about to end. */
  public void allowGaps() {
    recorder.allowGaps();
  }

  /** The logs of the operators that have served this namespace. */
  public List<Path> operatorLogs() {
    return arena.operators().map(operators -> operators.logs(namespace)).orElse(List.of());
  }

  /** Everything recorded so far. */
  public History history() {
    return recorder.history();
  }

  /**
   * Lets the workload come to rest and checks every invariant on the whole history; on one with
   * gaps only those about its end.
   *
   * @throws AssertionError when it does not come to rest, or a rule was broken
   */
  @Override
  public void conclude() {
    awaitRest();
    Invariants.check(recorder.mayHaveGaps() ? Invariants.AT_REST : Invariants.ALL, history());
    more.forEach(World::conclude);
  }

  @Override
  public Map<String, String> evidence() {
    var history = history();
    var files = new LinkedHashMap<String, String>();
    files.put("history.txt", history.render());
    files.put(
        "objects.yaml",
        history.end().objects().stream().map(Serialization::asYaml).collect(Collectors.joining()));
    files.put(
        "events.txt",
        events().stream()
            .map(
                e ->
                    "%s %s %s/%s x%s: %s%n"
                        .formatted(
                            e.getType(),
                            e.getReason(),
                            e.getInvolvedObject().getKind(),
                            e.getInvolvedObject().getName(),
                            e.getCount(),
                            e.getMessage()))
            .collect(Collectors.joining()));
    operatorLogs().forEach(log -> files.put(log.getFileName().toString(), tail(log)));
    return files;
  }

  private static String tail(Path file) {
    try {
      var log = Files.readAllBytes(file);
      var from = Math.max(0, log.length - LOG_TAIL);
      return new String(log, from, log.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    more.forEach(World::close);
    recorder.close();
    client().namespaces().withName(namespace).delete();
  }
}
