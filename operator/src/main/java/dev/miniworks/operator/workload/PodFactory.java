package dev.miniworks.operator.workload;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Objects;

/** Makes pods from templates. */
public final class PodFactory {

  private PodFactory() {}

  /**
   * A pod with the template's labels, annotations, finalizers and spec, owned by {@code owner}. It
   * has no name yet: whoever creates it chooses one, so that the create can be repeated.
   */
  public static Pod fromTemplate(PodTemplateSpec template, String namespace, OwnerReference owner) {
    ObjectMeta meta = Objects.requireNonNullElseGet(template.getMetadata(), ObjectMeta::new);
    PodSpec spec = Objects.requireNonNullElseGet(template.getSpec(), PodSpec::new);
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withLabels(meta.getLabels())
        .withAnnotations(meta.getAnnotations())
        .withFinalizers(meta.getFinalizers())
        .withOwnerReferences(owner)
        .endMetadata()
        .withSpec(spec)
        .build();
  }
}
