package dev.miniworks.image;

import dev.miniworks.api.MiniDeployment;
import dev.miniworks.mock.MockCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpecBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A short life of the operator as its image starts it: on a mock cluster, from start to readiness,
 * through a Deployment's life to its own end. From it the image learns which classes to keep at
 * hand, and its test how it behaves.
 */
final class Rehearsal {

  private static final String OWN_NAMESPACE = "miniworks-system";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  /** How the operator behaved. */
  record Outcome(Duration untilReady, long idleKilobytes, long busyKilobytes, int exitCode) {}

  private final Path temporary;
  private final List<String> command;

  /**
   * A rehearsal.
   *
   * @param temporary what the operator sees as {@code /tmp}
   * @param command starts the operator, but for the options that say where the cluster is
   */
  Rehearsal(Path temporary, List<String> command) {
    this.temporary = temporary;
    this.command = List.copyOf(command);
  }

  /** Plays it, and fails unless the operator does its work. */
  Outcome play() throws IOException, InterruptedException {
    try (MockCluster cluster = MockCluster.builder().tls().tokensRequired().nodes(2).start();
        KubernetesClient user =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build()) {
      install(user);
      Files.writeString(temporary.resolve("kubeconfig"), cluster.kubeconfig());
      return play(user, freePort());
    }
  }

  private Outcome play(KubernetesClient user, int port) throws IOException, InterruptedException {
    List<String> full = new ArrayList<>(command);
    full.add("--kubeconfig=/tmp/kubeconfig");
    full.add("--health-port=" + port);
    long begin = System.nanoTime();
    Process operator = new ProcessBuilder(full).inheritIO().start();
    try {
      awaitReady(operator, port);
      Duration untilReady = Duration.ofNanos(System.nanoTime() - begin);
      long idle = residentKilobytes(operator);
      rollOut(user);
      get(port, "/metrics");
      long busy = residentKilobytes(operator);
      operator.destroy();
      if (!operator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("The operator does not end when asked to");
      }
      return new Outcome(untilReady, idle, busy, operator.exitValue());
    } finally {
      operator.destroyForcibly();
    }
  }

  private static void install(KubernetesClient user) throws IOException {
    try (DirectoryStream<Path> definitions =
        Files.newDirectoryStream(Path.of("../crds"), "*.yaml")) {
      for (Path definition : definitions) {
        try (InputStream text = Files.newInputStream(definition)) {
          user.load(text).create();
        }
      }
    }
    user.resource(
            new NamespaceBuilder().withNewMetadata().withName(OWN_NAMESPACE).endMetadata().build())
        .create();
  }

  /** Up, on to another template, and down again. */
  private static void rollOut(KubernetesClient user) {
    MiniDeployment web = new MiniDeployment();
    web.getMetadata().setName("web");
    web.getMetadata().setNamespace("default");
    web.setSpec(
        new DeploymentSpecBuilder()
            .withReplicas(3)
            .withNewSelector()
            .withMatchLabels(Map.of("app", "web"))
            .endSelector()
            .withTemplate(
                new PodTemplateSpecBuilder()
                    .withNewMetadata()
                    .withLabels(Map.of("app", "web"))
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("web")
                    .withImage("web:1")
                    .endContainer()
                    .endSpec()
                    .build())
            .build());
    Resource<MiniDeployment> resource = user.resource(web);
    resource.create();
    awaitAvailable(resource, 3);
    resource.edit(
        deployment -> {
          deployment.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("web:2");
          return deployment;
        });
    awaitAvailable(resource, 3);
    resource.scale(0);
    awaitAvailable(resource, 0);
    resource.delete();
  }

  private static void awaitAvailable(Resource<MiniDeployment> resource, int replicas) {
    resource.waitUntilCondition(
        deployment ->
            deployment.getStatus() != null
                && deployment
                    .getMetadata()
                    .getGeneration()
                    .equals(deployment.getStatus().getObservedGeneration())
                && count(deployment.getStatus().getUpdatedReplicas()) == replicas
                && count(deployment.getStatus().getReplicas()) == replicas
                && count(deployment.getStatus().getAvailableReplicas()) == replicas,
        PATIENCE.toSeconds(),
        TimeUnit.SECONDS);
  }

  private static int count(Integer number) {
    return number == null ? 0 : number;
  }

  /** Ready is who leads and has its caches; a standby is ready too, but has not begun. */
  private static void awaitReady(Process operator, int port) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!get(port, "/readyz").equals("200 ok\n")) {
      if (!operator.isAlive()) {
        throw new IllegalStateException("The operator ended with " + operator.exitValue());
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The operator is not ready after " + PATIENCE);
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private static String get(int port, String path) throws InterruptedException {
    try {
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                  BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException notYet) {
      return notYet.toString();
    }
  }

  private static long residentKilobytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Plays one: the directory that becomes {@code /tmp}, then the command. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = Arrays.asList(arguments);
    Outcome outcome = new Rehearsal(Path.of(words.get(0)), words.subList(1, words.size())).play();
    System.out.println(outcome);
    System.exit(outcome.exitCode());
  }
}
