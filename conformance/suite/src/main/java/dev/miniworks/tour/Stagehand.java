package dev.miniworks.tour;

import dev.miniworks.suite.history.Recorder;
import dev.miniworks.suite.subject.Kind;
import dev.miniworks.suite.subject.Subject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Does what a user would do with kubectl, and has the record know that it was not the operator. */
public final class Stagehand {

  private final KubernetesClient client;
  private final String namespace;
  private final Recorder recorder;

  Stagehand(KubernetesClient client, String namespace, Recorder recorder) {
    this.client = client;
    this.namespace = namespace;
    this.recorder = recorder;
  }

  /** Applies every manifest in a folder, as {@code kubectl apply -f} does. */
  void apply(Path folder) {
    for (Path file : manifests(folder)) {
      recorder.wrote(
          client.resource(read(file)).inNamespace(namespace).forceConflicts().serverSideApply());
    }
  }

  private GenericKubernetesResource read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return client.getKubernetesSerialization().unmarshal(in, GenericKubernetesResource.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException unreadable) {
      // each of the parsers beneath the client has exceptions of its own
      throw new KubernetesClientException(file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static List<Path> manifests(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes a MiniDeployment by a JSON patch. */
  void patchDeployment(String name, String patch) {
    var wire = Subject.MINI.wire(Kind.DEPLOYMENT).orElseThrow();
    recorder.wrote(
        client
            .genericKubernetesResources(wire.context())
            .inNamespace(namespace)
            .withName(name)
            .patch(PatchContext.of(PatchType.JSON), patch));
  }
}
