package dev.miniworks.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodFactoryTest {

  @Test
  void aPodHasAllOfItsTemplateItsOwnerAndNoName() {
    OwnerReference owner =
        new OwnerReferenceBuilder().withKind("MiniReplicaSet").withName("web").build();
    PodTemplateSpec template =
        new PodTemplateSpecBuilder(Samples.template("web:1"))
            .editMetadata()
            .withAnnotations(Map.of("note", "x"))
            .withFinalizers("example.com/wait")
            .withName("ignored")
            .endMetadata()
            .build();

    Pod pod = PodFactory.fromTemplate(template, "shop", owner);

    assertThat(pod.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(pod.getMetadata().getName()).isNull();
    assertThat(pod.getMetadata().getGenerateName()).isNull();
    assertThat(pod.getMetadata().getLabels()).isEqualTo(Samples.APP);
    assertThat(pod.getMetadata().getAnnotations()).isEqualTo(Map.of("note", "x"));
    assertThat(pod.getMetadata().getFinalizers()).isEqualTo(List.of("example.com/wait"));
    assertThat(pod.getMetadata().getOwnerReferences()).containsExactly(owner);
    assertThat(pod.getSpec()).isEqualTo(template.getSpec()).isNotSameAs(template.getSpec());
  }
}
