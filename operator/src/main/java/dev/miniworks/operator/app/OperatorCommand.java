package dev.miniworks.operator.app;

import dev.miniworks.operator.cluster.Cluster;
import dev.miniworks.operator.kinds.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code miniworks operator}: runs the controllers until it is stopped. */
@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the controllers until stopped.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:stopped as asked, or checked and all is well",
      " 2:the command line makes no sense",
      "10:the API server does not answer",
      "11:a CustomResourceDefinition is missing",
      "12:rights are missing",
      "13:leadership was lost",
      "14:the cluster's own controllers run the built-in kinds",
      "15:anything else",
      "16:there is no kubeconfig, or it cannot be used",
      "17:the API server refuses the credentials",
      "18:the operator's own namespace is missing"
    })
public final class OperatorCommand implements Callable<Integer> {

  private static final Path POD_NAMESPACE =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "How to reach the cluster; by default $KUBECONFIG, in a pod its service account.")
  private String kubeconfig;

  @Option(
      names = "--family",
      paramLabel = "mini|native",
      defaultValue = "mini",
      description =
          "Whose kinds to run: ours, or the built-in ones in place of the cluster's own"
              + " controllers, which must be off. Default: ${DEFAULT-VALUE}.")
  private Family family;

  @Option(
      names = "--namespaces",
      split = ",",
      paramLabel = "NAMESPACE",
      description = "Serve only these namespaces; comma-separated. Default: all.")
  private Set<String> namespaces = new LinkedHashSet<>();

  @Option(
      names = "--own-namespace",
      paramLabel = "NAMESPACE",
      description =
          "Where the lease and probe objects are kept. Default: the pod's namespace, outside a"
              + " cluster miniworks-system.")
  private String ownNamespace;

  @Option(
      names = "--leader-elect",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      arity = "0..1",
      paramLabel = "true|false",
      description = "Work only while leading; lets several instances run. Default: true.")
  private boolean leaderElect;

  @Option(
      names = "--bind-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where /livez, /readyz and /metrics are served. Default: ${DEFAULT-VALUE}.")
  private String bindAddress;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Their port. Default: ${DEFAULT-VALUE}.")
  private int healthPort;

  @Option(
      names = "--api-qps",
      paramLabel = "N",
      defaultValue = "300",
      description =
          "Requests a second to the API server, 0 for no bound. Default: ${DEFAULT-VALUE}.")
  private double apiQps;

  @Option(
      names = "--api-burst",
      paramLabel = "N",
      defaultValue = "600",
      description = "Requests that may come at once after a rest. Default: ${DEFAULT-VALUE}.")
  private int apiBurst;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "64",
      description = "Requests under way at once. Default: ${DEFAULT-VALUE}.")
  private int maxInFlight;

  @Option(
      names = "--concurrent-reconciles",
      paramLabel = "N",
      defaultValue = "16",
      description = "Resources looked after at once. Default: ${DEFAULT-VALUE}.")
  private int reconcilers;

  @Option(
      names = "--probe-wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "With --family native: how long the cluster's own controllers get to show themselves."
              + " Default: ${DEFAULT-VALUE}.")
  private int probeWait;

  @Option(
      names = "--shutdown-timeout",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long work in progress gets to finish. Default: ${DEFAULT-VALUE}.")
  private int shutdownTimeout;

  @Option(
      names = "--check",
      description =
          "Only look: whether the cluster has the kinds and grants the rights and, with leader"
              + " election, whether an instance leads. Ends with 0 if so, else as it would at its"
              + " start.")
  private boolean check;

  @Override
  public Integer call() {
    OperatorOptions options =
        new OperatorOptions(
            Optional.ofNullable(kubeconfig),
            family,
            namespaces,
            ownNamespace == null ? defaultNamespace() : ownNamespace,
            leaderElect,
            identity(),
            bindAddress,
            healthPort,
            new Cluster.Limits(maxInFlight, apiQps, apiBurst),
            reconcilers,
            Duration.ofSeconds(probeWait),
            Duration.ofSeconds(shutdownTimeout));
    return (check ? Checkup.run(options) : new OperatorProcess(options).run()).code();
  }

  private static String identity() {
    String host = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "miniworks");
    return host + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String defaultNamespace() {
    try {
      return Files.isReadable(POD_NAMESPACE)
          ? Files.readString(POD_NAMESPACE).strip()
          : "miniworks-system";
    } catch (IOException unreadable) {
      return "miniworks-system";
    }
  }

  /** Runs the operator alone, as its image does. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new OperatorCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }
}
