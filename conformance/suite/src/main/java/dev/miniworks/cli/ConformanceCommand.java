package dev.miniworks.cli;

import dev.miniworks.suite.Arena;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Selection;
import dev.miniworks.suite.Suite;
import dev.miniworks.suite.Timeouts;
import dev.miniworks.suite.WorkloadArena;
import dev.miniworks.suite.api.ApiArena;
import dev.miniworks.suite.api.Gadgets;
import dev.miniworks.suite.api.Leftovers;
import dev.miniworks.suite.api.Server;
import dev.miniworks.suite.cluster.Cluster;
import dev.miniworks.suite.cluster.ClusterUnavailable;
import dev.miniworks.suite.cluster.ControlPlane;
import dev.miniworks.suite.cluster.EmbeddedCluster;
import dev.miniworks.suite.cluster.ExistingCluster;
import dev.miniworks.suite.cluster.Installation;
import dev.miniworks.suite.cluster.Operators;
import dev.miniworks.suite.report.JUnitXml;
import dev.miniworks.suite.report.Result;
import dev.miniworks.suite.report.Result.Verdict;
import dev.miniworks.suite.report.Summary;
import dev.miniworks.suite.subject.Subject;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the conformance suite. */
@Command(
    name = "conformance",
    description =
        "Runs the same scenarios against the built-in controllers, the mini kinds, or the"
            + " built-in kinds under the operator; or others against the API server itself.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = 5,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every scenario passed or was skipped for a stated reason",
      "1:at least one scenario failed",
      "2:wrong usage",
      "3:the cluster or the operator is not available",
      "4:no scenario matches",
      "5:the suite itself failed"
    })
final class ConformanceCommand implements Callable<Integer> {

  private static final int PASSED = 0;
  private static final int FAILED = 1;
  private static final int UNAVAILABLE = 3;
  private static final int NOTHING_TO_DO = 4;
  private static final String CONTROL_PLANE = "control-plane";
  private static final String MOCK = "mock";

  @Spec private CommandSpec spec;

  @Option(
      names = "--cluster",
      paramLabel = "CLUSTER",
      defaultValue = CONTROL_PLANE,
      description =
          "control-plane: a real one with simulated nodes, started for the run; mock: an API"
              + " server and simulated nodes in this process, without controllers of its own; or"
              + " the path of a kubeconfig whose user has all rights. Default: ${DEFAULT-VALUE}")
  private String cluster;

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      split = ",",
      defaultValue = "mini",
      description =
          "native: the built-in kinds under the cluster's own controllers; mini: the mini kinds;"
              + " takeover: the built-in kinds under the operator; api: the API server itself."
              + " Several, separated by commas, run one after another and are compared."
              + " Default: ${DEFAULT-VALUE}")
  private List<Subject> subjects;

  @Option(
      names = "--installed",
      description =
          "Judge the operator that runs in the cluster of a kubeconfig already, instead of one that"
              + " the suite starts: for mini, or for takeover where it runs the built-in kinds."
              + " Scenarios that stop or start an operator are skipped.")
  private boolean installed;

  @Option(
      names = "--focus",
      paramLabel = "REGEX",
      description = "Only scenarios whose id matches somewhere.")
  private Optional<Pattern> focus;

  @Option(
      names = "--skip",
      paramLabel = "REGEX",
      description = "No scenarios whose id matches somewhere.")
  private Optional<Pattern> skip;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "conformance-report",
      description =
          "Where JUnit XML, logs and the evidence of failures go. Default: ${DEFAULT-VALUE}")
  private Path report;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "8",
      description = "Scenarios at the same time. Default: ${DEFAULT-VALUE}")
  private int parallel;

  @Option(names = "--list", description = "List the scenarios and what they prove; run nothing.")
  private boolean list;

  @Option(names = "--keep", description = "Leave the control plane running.")
  private boolean keep;

  @Override
  public Integer call() throws IOException {
    if (cluster.equals(MOCK) && subjects.contains(Subject.NATIVE)) {
      throw new ParameterException(
          spec.commandLine(),
          "The mock cluster has no controllers of its own for the built-in kinds: the subject"
              + " native needs --cluster control-plane or a kubeconfig.");
    }
    if (installed && (cluster.equals(MOCK) || cluster.equals(CONTROL_PLANE))) {
      throw new ParameterException(
          spec.commandLine(), "No operator is installed there: --installed needs a kubeconfig.");
    }
    var out = spec.commandLine().getOut();
    var scenarios =
        subjects.stream()
            .map(this::suite)
            .flatMap(suite -> suite.scenarios().stream())
            .distinct()
            .toList();
    if (scenarios.isEmpty()) {
      spec.commandLine().getErr().println("No scenario matches.");
      return NOTHING_TO_DO;
    }
    if (list) {
      scenarios.forEach(scenario -> out.println(scenario.id() + "\n    " + scenario.proves()));
      return PASSED;
    }
    try (var place = cluster()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(place), "clean-up"));
      return runAll(place, out);
    } catch (ClusterUnavailable | KubernetesClientException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return UNAVAILABLE;
    }
  }

  /** For a run that is broken off; after one that has ended there is nothing left to do. */
  private static void cleanUp(Cluster place) {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    place.close();
  }

  private Suite suite(Subject subject) {
    return new Suite(subject.scenarios(), new Selection(focus, skip), parallel);
  }

  private Cluster cluster() throws IOException {
    var directory = Files.createDirectories(report).toAbsolutePath().resolve("cluster");
    return switch (cluster) {
      case MOCK -> EmbeddedCluster.start(directory);
      case CONTROL_PLANE ->
          ControlPlane.start(
              Home.directory().resolve("conformance/clusters/control-plane"), directory, keep);
      default -> new ExistingCluster(Path.of(cluster));
    };
  }

  private int runAll(Cluster place, PrintWriter out) throws IOException {
    var bySubject = new LinkedHashMap<Subject, List<Result>>();
    for (var subject : subjects) {
      bySubject.put(subject, run(place, subject, out));
    }
    var comparable = new LinkedHashMap<>(bySubject);
    comparable.remove(Subject.API);
    if (comparable.size() > 1) {
      out.println();
      out.print(Summary.comparison(comparable));
    }
    var results = bySubject.values().stream().flatMap(List::stream).toList();
    out.println();
    out.println(Summary.counts(results));
    out.flush();
    return Summary.count(results, Verdict.FAIL) == 0 ? PASSED : FAILED;
  }

  private List<Result> run(Cluster place, Subject subject, PrintWriter out) throws IOException {
    var folder = Files.createDirectories(report.resolve(subject.label()));
    out.printf("%n%s%n", subject.label());
    try (var client = client(place)) {
      return subject == Subject.API
          ? judgeServer(place, client, folder, out)
          : judgeControllers(place, client, subject, folder, out);
    }
  }

  private List<Result> judgeServer(
      Cluster place, KubernetesClient client, Path folder, PrintWriter out) throws IOException {
    place.prepare(Subject.API);
    var server = Server.of(client);
    try (var leftovers = new Leftovers()) {
      var arena =
          new ApiArena(
              server,
              new Gadgets(server, Timeouts.DEFAULT, leftovers),
              leftovers,
              place.capabilities(),
              Timeouts.DEFAULT,
              folder,
              again(Subject.API));
      return run(arena, Subject.API, out);
    }
  }

  private List<Result> judgeControllers(
      Cluster place, KubernetesClient client, Subject subject, Path folder, PrintWriter out)
      throws IOException {
    var operators = operators(subject, client, folder);
    // With the kinds there from its start, the controller manager knows them: collector and quota
    // too.
    place.prepare(subject);
    try {
      var arena =
          new WorkloadArena(
              subject,
              client,
              place.own(),
              operators,
              capabilities(place, subject, client),
              Timeouts.DEFAULT,
              folder,
              again(subject));
      return run(arena, subject, out);
    } finally {
      operators.ifPresent(Operators::close);
    }
  }

  private List<Result> run(Arena arena, Subject subject, PrintWriter out) throws IOException {
    var results = suite(subject).run(arena, result -> show(result, out));
    out.print(Summary.failures(results, arena.report().resolve("failures").toString()));
    JUnitXml.write(arena.report().resolve("junit.xml"), "miniworks." + subject.label(), results);
    return results;
  }

  private String again(Subject subject) {
    return "./miniworks conformance --cluster %s --subject %s%s"
        .formatted(cluster, subject.label(), installed ? " --installed" : "");
  }

  private static void show(Result result, PrintWriter out) {
    out.println(Summary.line(result));
    out.flush();
  }

  private Optional<Operators> operators(Subject subject, KubernetesClient client, Path folder) {
    if (!startsOperators(subject)) {
      return Optional.empty();
    }
    var installation = new Installation(client, Home.directory(), subject.operatorFamily());
    installation.apply();
    return Optional.of(
        new Operators(
            installation, subject.operatorFamily(), client.getMasterUrl().toString(), folder));
  }

  private static KubernetesClient client(Cluster place) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(place.kubeconfig().toFile()))
        .build();
  }

  private boolean startsOperators(Subject subject) {
    return subject.needsOperator() && !installed;
  }

  private Set<Capability> capabilities(Cluster place, Subject subject, KubernetesClient client) {
    var capabilities = EnumSet.copyOf(place.capabilities());
    var simulated =
        client.nodes().list().getItems().stream()
            .allMatch(
                node -> node.getStatus().getNodeInfo().getKubeletVersion().startsWith("kwok"));
    if (simulated) {
      capabilities.add(Capability.SIMULATED_PODS);
    }
    if (startsOperators(subject)) {
      capabilities.add(Capability.OPERATOR_PROCESS);
    }
    if (place.own().isPresent()) {
      capabilities.add(Capability.OWN_CONTROL_PLANE);
    }
    capabilities.addAll(
        subject == Subject.MINI
            ? Set.of(Capability.MINI_KINDS, Capability.TEMPLATE_JUDGED_LATER)
            : Set.of(Capability.TEMPLATE_JUDGED_AT_APPLY, Capability.REPLICATION_CONTROLLER));
    return capabilities;
  }
}
