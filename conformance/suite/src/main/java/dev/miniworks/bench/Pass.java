package dev.miniworks.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Takes a Deployment of one contender through its phases and measures each. */
final class Pass {

  /** Without a write for so long, a controller counts as settled. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** One that goes on writing is not waited for; the phase {@link Phase#REST} will tell. */
  private static final Duration QUIET_LIMIT = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);

  private final Lab lab;
  private final KubernetesClient client;
  private final Clock clock;
  private final Contender contender;
  private final OptionalLong controller;
  private final Settings settings;
  private final Duration limit;
  private final AuditLog auditLog;
  private final Analysis analysis;

  /**
   * @param controller process id of the controller; empty without one
   */
  Pass(
      Lab lab,
      KubernetesClient client,
      Clock clock,
      Contender contender,
      OptionalLong controller,
      Settings settings) {
    this.lab = lab;
    this.client = client;
    this.clock = clock;
    this.contender = contender;
    this.controller = controller;
    this.settings = settings;
    this.limit = Duration.ofSeconds(60).plusMillis(500L * settings.replicas());
    this.auditLog = lab.auditLog();
    this.analysis = new Analysis(contender, settings);
  }

  /** Runs in a namespace of its own, which is gone at the end. */
  List<PhaseFigures> run(String namespace, Warmth warmth) throws InterruptedException {
    Workload.createNamespace(client, namespace);
    try {
      return contender
          .subject()
          .map(subject -> new Workload(client, subject, namespace, clock, limit))
          .map(workload -> controlled(workload, namespace, warmth))
          .orElseGet(() -> uncontrolled(namespace))
          .measure();
    } finally {
      Workload.deleteNamespace(client, namespace);
    }
  }

  private interface Course {
    List<PhaseFigures> measure() throws InterruptedException;
  }

  private interface Action {
    Optional<Instant> run() throws InterruptedException;
  }

  private Course uncontrolled(String namespace) {
    var floor = new Floor(client, clock, limit);
    return () ->
        List.of(
            observe(
                Phase.CREATE,
                namespace,
                () -> Optional.of(floor.create(namespace, settings.replicas()))));
  }

  private Course controlled(Workload workload, String namespace, Warmth warmth) {
    return () -> {
      var phases = new ArrayList<PhaseFigures>();
      phases.add(
          observe(
              Phase.CREATE, namespace, () -> Optional.of(workload.create(settings.replicas()))));
      phases.add(observe(Phase.UPDATE, namespace, () -> Optional.of(workload.update())));
      if (warmth == Warmth.WARM) {
        phases.add(
            observe(
                Phase.REPLACE,
                namespace,
                () -> {
                  workload.replace(settings.replacements());
                  return Optional.empty();
                }));
        phases.add(
            observe(
                Phase.REST,
                namespace,
                () -> {
                  TimeUnit.SECONDS.sleep(settings.restSeconds());
                  return Optional.empty();
                }));
      }
      phases.add(observe(Phase.ZERO, namespace, () -> Optional.of(workload.scaleToZero())));
      return phases;
    };
  }

  private PhaseFigures observe(Phase phase, String namespace, Action action)
      throws InterruptedException {
    auditLog.skip();
    var controllerBefore = controllerUsage();
    var serverBefore = ProcessUsage.of(lab.pid("apiserver"));
    var from = clock.instant();
    var done = action.run();
    var entries = phase == Phase.REST ? auditLog.drain() : untilSettled();
    return analysis.figures(
        new Window(
            phase,
            namespace,
            from,
            done,
            entries,
            controllerUsage().map(used -> used.since(controllerBefore.orElseThrow())),
            ProcessUsage.of(lab.pid("apiserver")).since(serverBefore)));
  }

  private Optional<ProcessUsage> controllerUsage() {
    return controller.isPresent()
        ? Optional.of(ProcessUsage.of(controller.getAsLong()))
        : Optional.empty();
  }

  private List<AuditEntry> untilSettled() throws InterruptedException {
    var begin = clock.instant();
    var entries = new ArrayList<AuditEntry>();
    Instant quietSince;
    do {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      entries.addAll(auditLog.drain());
      quietSince = analysis.lastWrite(entries).filter(begin::isBefore).orElse(begin);
    } while (clock.instant().isBefore(quietSince.plus(QUIET))
        && clock.instant().isBefore(begin.plus(QUIET_LIMIT)));
    return entries;
  }
}
