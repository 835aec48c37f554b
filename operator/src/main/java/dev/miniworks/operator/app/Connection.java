package dev.miniworks.operator.app;

import dev.miniworks.operator.cluster.Transport;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the cluster is reached: which kubeconfig counts, and what keeps it from being used. The
 * client itself goes on with guesses where a kubeconfig says nothing, and its users then look for a
 * server that nobody has named.
 */
final class Connection {

  private static final Pattern PLACE = Pattern.compile("line \\d+, column \\d+");
  private static final int RETRIES = 3;

  private Connection() {}

  /**
   * A client.
   *
   * @param kubeconfig the one that was asked for; empty for the usual places
   * @param timeout of a request
   * @throws StartupException when there is no usable kubeconfig
   */
  static KubernetesClient client(Optional<String> kubeconfig, Duration timeout) {
    Config base = configuration(kubeconfig);
    Config config =
        new ConfigBuilder(base)
            .withUserAgent("miniworks")
            .withConnectionTimeout(5000)
            .withRequestTimeout((int) timeout.toMillis())
            .withRequestRetryBackoffLimit(RETRIES)
            .build();
    try {
      return Transport.client(config);
    } catch (KubernetesClientException unusable) {
      throw refused(String.valueOf(base.getFile()), Causes.line(unusable), unusable);
    }
  }

  private static Config configuration(Optional<String> kubeconfig) {
    if (kubeconfig.isPresent()) {
      return read(new File(kubeconfig.get()));
    }
    List<File> usual = Config.getKubeconfigFilenames().stream().map(File::new).toList();
    List<File> there = usual.stream().filter(File::exists).toList();
    if (there.size() == 1) {
      return read(there.get(0));
    }
    if (there.isEmpty() && System.getenv("KUBECONFIG") != null) {
      throw refused("'" + System.getenv("KUBECONFIG") + "' of $KUBECONFIG", "no such file", null);
    }
    if (there.isEmpty() && System.getenv("KUBERNETES_SERVICE_HOST") == null) {
      throw new StartupException(
          ExitCode.KUBECONFIG,
          "No cluster is given: there is neither --kubeconfig nor $KUBECONFIG nor "
              + usual.get(0)
              + ", and this is no pod.");
    }
    return Config.autoConfigure(null);
  }

  private static Config read(File file) {
    if (!file.isFile() || !file.canRead()) {
      throw refused(
          file.getPath(),
          !file.exists() ? "no such file" : file.isFile() ? "it is not readable" : "it is no file",
          null);
    }
    io.fabric8.kubernetes.api.model.Config parsed = parse(file);
    AuthInfo user = currentUser(file, parsed);
    Config config = Config.fromKubeconfig(file);
    if (user.getExec() != null && !hasCredentials(config)) {
      throw refused(file.getPath(), withoutCredentials(user.getExec()), null);
    }
    return config;
  }

  private static io.fabric8.kubernetes.api.model.Config parse(File file) {
    try {
      return KubeConfigUtils.parseConfig(file);
    } catch (RuntimeException unreadable) {
      Matcher place = PLACE.matcher(String.valueOf(Causes.root(unreadable).getMessage()));
      throw refused(
          file.getPath(),
          "it is no kubeconfig in YAML" + (place.find() ? " (" + place.group() + ")" : ""),
          unreadable);
    }
  }

  /** The user of the current context, once all that the context names has been found. */
  private static AuthInfo currentUser(File file, io.fabric8.kubernetes.api.model.Config parsed) {
    String current = parsed.getCurrentContext();
    if (current == null || current.isBlank()) {
      throw refused(file.getPath(), "it names no current-context", null);
    }
    NamedContext context =
        parsed.getContexts().stream()
            .filter(c -> current.equals(c.getName()) && c.getContext() != null)
            .findFirst()
            .orElseThrow(() -> lacking(file, "current-context " + current));
    requireServer(file, parsed, context.getContext().getCluster());
    String user = context.getContext().getUser();
    return parsed.getUsers().stream()
        .filter(u -> u.getName().equals(user) && u.getUser() != null)
        .map(NamedAuthInfo::getUser)
        .findFirst()
        .orElseThrow(() -> lacking(file, "user " + user));
  }

  private static void requireServer(
      File file, io.fabric8.kubernetes.api.model.Config parsed, String cluster) {
    boolean there =
        parsed.getClusters().stream()
            .filter(c -> c.getName().equals(cluster) && c.getCluster() != null)
            .map(c -> c.getCluster().getServer())
            .anyMatch(server -> server != null && !server.isBlank());
    if (!there) {
      throw lacking(file, "server of cluster " + cluster);
    }
  }

  private static boolean hasCredentials(Config config) {
    return config.getAutoOAuthToken() != null || config.getClientCertData() != null;
  }

  private static String withoutCredentials(ExecConfig command) {
    return "its command " + command.getCommand() + " gives no credentials; run it to see why";
  }

  private static StartupException lacking(File file, String what) {
    return refused(file.getPath(), "it names a " + what + ", but does not have it", null);
  }

  private static StartupException refused(String file, String reason, Throwable cause) {
    return new StartupException(
        ExitCode.KUBECONFIG, "The kubeconfig " + file + " cannot be used: " + reason + ".", cause);
  }
}
