package dev.miniworks.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.mock.api.Verb;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of docs/try.md, so that it cannot rot. */
@Timeout(60)
class LibraryExampleTest {

  // begin
  @Test
  void aPodRunsThoughItsCreationIsRefusedAtFirst() {
    try (var cluster = MockCluster.builder().nodes(2).start();
        var client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build()) {
      cluster.faults().on(Verb.CREATE, "pods").nth(1).refuse(429);
      var pod =
          client.resource(
              """
              apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: default}
              spec: {containers: [{name: web, image: "nginx:1.29"}]}
              """);
      pod.create(); // the client asks again by itself
      pod.waitUntilReady(30, TimeUnit.SECONDS);
      assertThat(cluster.history().exchanges())
          .filteredOn(exchange -> exchange.request().verb() == Verb.CREATE)
          .filteredOn(exchange -> exchange.request().target().resource().equals("pods"))
          .extracting(exchange -> exchange.code())
          .containsExactly(429, 201, 201); // refused, created, bound to a node
    }
  }

  // end

  @Test
  void theDocumentShowsIt() throws IOException {
    var source =
        Files.readString(Path.of("src/test/java/dev/miniworks/mock/LibraryExampleTest.java"));
    var example =
        source
            .substring(
                source.indexOf("  // begin\n") + "  // begin\n".length(),
                source.indexOf("\n  // end\n"))
            .lines()
            .map(line -> line.isEmpty() ? "" : "  " + line)
            .collect(Collectors.joining("\n"));
    assertThat(Files.readString(Path.of("../../docs/try.md"))).contains(example);
  }
}
