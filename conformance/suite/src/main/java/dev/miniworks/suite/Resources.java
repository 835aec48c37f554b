package dev.miniworks.suite;

import dev.miniworks.suite.history.Patience;
import dev.miniworks.suite.history.Recorder;
import dev.miniworks.suite.subject.Kind;
import dev.miniworks.suite.subject.WireFormat;
import dev.miniworks.suite.subject.WireKind;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The objects of one kind in a scenario's namespace, in the subject's version of that kind. Every
 * write is noted as the scenario's own doing, and waits look at the recorded history.
 *
 * @param <T> the shape that scenarios read and write
 */
public final class Resources<T extends HasMetadata> {

  private static final int CONFLICT = 409;
  private static final int FORBIDDEN = 403;

  private final KubernetesClient client;
  private final String namespace;
  private final Kind kind;
  private final WireKind wire;
  private final Class<T> shape;
  private final WireFormat format;
  private final Recorder recorder;
  private final Patience patience;

  Resources(
      KubernetesClient client,
      String namespace,
      Kind kind,
      WireKind wire,
      Class<T> shape,
      Recorder recorder,
      Patience patience) {
    this.client = client;
    this.namespace = namespace;
    this.kind = kind;
    this.wire = wire;
    this.shape = shape;
    this.format = new WireFormat(client.getKubernetesSerialization());
    this.recorder = recorder;
    this.patience = patience;
  }

  /** What the kind is called in the subject. */
  public WireKind wire() {
    return wire;
  }

  /**
   * Creates the object; a field that the API does not know is refused.
   *
   * @throws KubernetesClientException when the API refuses it
   */
  public T create(T object) {
    var body = format.write(object, kind, wire);
    return noted(
        client.resource(body).inNamespace(namespace).fieldValidation(Validation.STRICT).create());
  }

  /** Whether the API would create the object now; it does not. */
  public boolean accepts(T object) {
    try {
      client.resource(format.write(object, kind, wire)).inNamespace(namespace).dryRun().create();
      return true;
    } catch (KubernetesClientException refusal) {
      if (refusal.getCode() == FORBIDDEN) {
        return false;
      }
      throw refusal;
    }
  }

  /** Reads the object as the API server has it now. */
  public Optional<T> find(String name) {
    return Optional.ofNullable(operation(name).get()).map(this::read);
  }

  /**
   * Reads the object as the API server has it now.
   *
   * @throws AssertionError when it does not exist
   */
  public T get(String name) {
    return find(name).orElseThrow(() -> new AssertionError("no " + title(name)));
  }

  /** The objects with this label, as the API server has them now. */
  public List<T> list(String label, String value) {
    return operations().withLabel(label, value).list().getItems().stream().map(this::read).toList();
  }

  /**
   * Changes the object: reads it, makes the changes, writes it; again when someone else was faster.
   *
   * @throws KubernetesClientException when the API refuses it
   */
  @SafeVarargs
  public final T edit(String name, Change<? super T>... changes) {
    return retried(
        name,
        object -> {
          for (var change : changes) {
            change.to(object);
          }
          return client
              .resource(format.write(object, kind, wire))
              .inNamespace(namespace)
              .fieldValidation(Validation.STRICT)
              .update();
        });
  }

  /** Changes the object's status. */
  @SafeVarargs
  public final T editStatus(String name, Change<? super T>... changes) {
    return retried(
        name,
        object -> {
          for (var change : changes) {
            change.to(object);
          }
          return client
              .resource(format.write(object, kind, wire))
              .inNamespace(namespace)
              .updateStatus();
        });
  }

  /** Applies a JSON merge patch. */
  public T patch(String name, String json) {
    return noted(operation(name).patch(PatchContext.of(PatchType.JSON_MERGE), json));
  }

  /** Applies a JSON merge patch to the status. */
  public T patchStatus(String name, String json) {
    return noted(
        operation(name).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), json));
  }

  /** Reads the scale subresource. */
  public Scale scale(String name) {
    return operation(name).scale();
  }

  /** Writes the scale subresource, whatever version it has by then. */
  public Scale scale(String name, int replicas) {
    var scale = scale(name);
    scale.getMetadata().setResourceVersion(null);
    scale.getSpec().setReplicas(replicas);
    var result = operation(name).scale(scale);
    recorder.wrote(result.getMetadata().getUid(), result.getMetadata().getResourceVersion());
    return result;
  }

  /** Patches the scale subresource. */
  public void patchScale(String name, int replicas) {
    var scale =
        operation(name)
            .subresource("scale")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
    recorder.wrote(scale.getMetadata().getUid(), scale.getMetadata().getResourceVersion());
  }

  /** Deletes the object, if it is still there. */
  public void delete(String name, DeletionPropagation propagation) {
    find(name).ifPresent(object -> recorder.deletes(object.getMetadata().getUid()));
    operation(name).withPropagationPolicy(propagation).delete();
  }

  /** Deletes the objects with this label in one request. */
  public void deleteAll(String label, String value) {
    list(label, value).forEach(object -> recorder.deletes(object.getMetadata().getUid()));
    operations()
        .withLabels(Map.of(label, value))
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
  }

  /**
   * Waits until the object has been as expected at some moment since the scenario last wrote it or
   * waited for it; answers it as it was then.
   *
   * @throws AssertionError when it does not come to that
   */
  public T await(String name, Expectation<? super T> expectation) {
    return shape.cast(
        recorder.awaitVersion(
            "%s is expected to %s".formatted(title(name), expectation.text()),
            patience,
            kind,
            name,
            object -> expectation.test().test(shape.cast(object))));
  }

  /**
   * Waits until the object is gone.
   *
   * @throws AssertionError when it stays
   */
  public void awaitGone(String name) {
    recorder.await(
        title(name) + " is expected to be gone",
        patience,
        view -> view.find(kind, name).isPresent() ? Optional.empty() : Optional.of(true));
  }

  private T retried(String name, Function<T, GenericKubernetesResource> write) {
    while (true) {
      try {
        return noted(write.apply(get(name)));
      } catch (KubernetesClientException e) {
        if (e.getCode() != CONFLICT) {
          throw e;
        }
      }
    }
  }

  private T noted(GenericKubernetesResource result) {
    return recorder.wrote(read(result));
  }

  private T read(GenericKubernetesResource object) {
    return format.read(object, kind, shape);
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      operations() {
    return client.genericKubernetesResources(wire.context()).inNamespace(namespace);
  }

  private Resource<GenericKubernetesResource> operation(String name) {
    return operations().withName(name);
  }

  private String title(String name) {
    return wire.kind() + "/" + name;
  }
}
