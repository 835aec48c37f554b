package dev.miniworks.cli.kubectl;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which cluster a command talks to, as whom, and in which namespace: kubectl's global options. */
final class Connection {

  private static final int SUCCEEDED = 0;
  private static final int FAILED = 1;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int REQUEST_MILLIS = 30_000;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Where the objects are; by default the context's namespace.")
  private Optional<String> namespace;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "How to reach the cluster; by default $KUBECONFIG, then ~/.kube/config.")
  private Optional<String> kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig to use.")
  private Optional<String> context;

  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      description = "Where the API server is, in place of the kubeconfig's.")
  private Optional<String> server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "A bearer token, in place of the kubeconfig's credentials.")
  private Optional<String> token;

  @Option(names = "--as", paramLabel = "USER", description = "The user to impersonate.")
  private Optional<String> user;

  @Option(names = "--as-group", paramLabel = "GROUP", description = "A group to impersonate.")
  private List<String> groups = List.of();

  /**
   * Runs a command against the cluster and says what has gone wrong.
   *
   * @param body returns what failed, and throws what ends everything
   * @return the exit code
   */
  int run(CommandSpec spec, Function<Session, List<CommandFailure>> body) {
    return Failures.report(
        spec,
        () -> {
          var config = configuration();
          try (var api = new Api(client(config))) {
            var err = spec.commandLine().getErr();
            var failures =
                body.apply(
                    new Session(
                        api,
                        Objects.requireNonNullElse(config.getNamespace(), "default"),
                        spec.commandLine().getOut(),
                        err,
                        spec.root().name()));
            Failures.print(spec, failures);
            return failures.isEmpty() ? SUCCEEDED : FAILED;
          }
        });
  }

  private Config configuration() {
    var base = base();
    var builder =
        new ConfigBuilder(base)
            .withUserAgent("kubectl-mini")
            .withConnectionTimeout(CONNECT_MILLIS)
            .withRequestTimeout(REQUEST_MILLIS)
            .withRequestRetryBackoffLimit(0);
    namespace.ifPresent(builder::withNamespace);
    server.ifPresent(builder::withMasterUrl);
    token.ifPresent(value -> builder.withOauthToken(value).withAutoOAuthToken(value));
    user.ifPresent(builder::withImpersonateUsername);
    if (!groups.isEmpty()) {
      builder.withImpersonateGroups(groups.toArray(String[]::new));
    }
    return builder.build();
  }

  private Config base() {
    if (kubeconfig.isPresent()) {
      return read(List.of(new File(kubeconfig.get())));
    }
    var usual = Config.getKubeconfigFilenames().stream().map(File::new).toList();
    var present = usual.stream().filter(File::exists).toList();
    if (!present.isEmpty()) {
      return read(present);
    }
    if (server.isPresent()) {
      return Config.empty();
    }
    if (System.getenv("KUBERNETES_SERVICE_HOST") == null) {
      throw new CommandFailure(
          "no kubeconfig: there is neither --kubeconfig nor %s".formatted(usual.get(0)));
    }
    return Config.autoConfigure(null);
  }

  private Config read(List<File> files) {
    var file = files.get(0);
    if (!file.exists()) {
      throw new CommandFailure("stat %s: no such file or directory".formatted(file));
    }
    var config = parse(files);
    // Asked for a context that it does not have, the client takes the current one.
    var missing =
        context.filter(
            name -> config.getContexts().stream().noneMatch(c -> name.equals(c.getName())));
    if (missing.isPresent()) {
      throw CommandFailure.sentence(
          "Error in configuration: context was not found for specified context: " + missing.get());
    }
    if (config.getCurrentContext() == null) {
      throw unusable(file, "it names no current-context, or one it does not have");
    }
    if (server.isEmpty() && Config.DEFAULT_MASTER_URL.equals(config.getMasterUrl())) {
      throw unusable(file, "it has no server for context " + config.getCurrentContext().getName());
    }
    return config;
  }

  private Config parse(List<File> files) {
    try {
      return files.size() == 1
          ? Config.fromKubeconfig(context.orElse(null), files.get(0))
          : Config.autoConfigure(context.orElse(null));
    } catch (RuntimeException unreadable) {
      throw unusable(files.get(0), "it cannot be read as one");
    }
  }

  private static KubernetesClient client(Config config) {
    try {
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (KubernetesClientException e) {
      throw unusable(config.getFile(), Refusal.root(e));
    }
  }

  private static CommandFailure unusable(File file, String why) {
    return new CommandFailure("the kubeconfig %s cannot be used: %s".formatted(file, why));
  }
}
