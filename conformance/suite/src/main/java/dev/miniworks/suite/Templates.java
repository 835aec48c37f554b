package dev.miniworks.suite;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pod templates of the scenarios, and how they are changed. */
public final class Templates {

  /** An image that runs and waits. */
  public static final String IMAGE = "registry.k8s.io/pause:3.10";

  /** An image that nobody can pull. */
  public static final String MISSING_IMAGE = "registry.k8s.io/pause:missing";

  /** The label by which selectors find pods. */
  public static final String APP = "app";

  private static final String SIMULATION = "sim.miniworks.dev/";

  private Templates() {}

  /** A template with one container whose pods are labelled with the app's name. */
  @SafeVarargs
  public static PodTemplateSpec podTemplate(String app, Change<PodTemplateSpec>... changes) {
    var template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .addToLabels(APP, app)
            .endMetadata()
            .withNewSpec()
            .withTerminationGracePeriodSeconds(0L)
            .addNewContainer()
            .withName("main")
            .withImage(IMAGE)
            .endContainer()
            .endSpec()
            .build();
    for (var change : changes) {
      change.to(template);
    }
    return template;
  }

  /** A version of the program: another version is another template, with the same image. */
  public static Change<PodTemplateSpec> version(String version) {
    return template ->
        template
            .getSpec()
            .getContainers()
            .get(0)
            .setEnv(List.of(new EnvVar("VERSION", version, null)));
  }

  /** The container's image. */
  public static Change<PodTemplateSpec> image(String image) {
    return template -> template.getSpec().getContainers().get(0).setImage(image);
  }

  /** One more label. */
  public static Change<PodTemplateSpec> label(String key, String value) {
    return template ->
        template.getMetadata().setLabels(with(template.getMetadata().getLabels(), key, value));
  }

  /** One more annotation. */
  public static Change<PodTemplateSpec> annotation(String key, String value) {
    return template ->
        template
            .getMetadata()
            .setAnnotations(with(template.getMetadata().getAnnotations(), key, value));
  }

  /** Pods that run but never become ready. */
  public static Change<PodTemplateSpec> neverReady() {
    return annotation(SIMULATION + "ready", "never");
  }

  /** Pods that run and become ready after this long. */
  public static Change<PodTemplateSpec> readyAfter(Duration delay) {
    return annotation(SIMULATION + "ready-after", delay.toMillis() + "ms");
  }

  /** Pods whose containers end with this code after this long. */
  public static Change<PodTemplateSpec> exitAfter(Duration delay, int code) {
    return template -> {
      annotation(SIMULATION + "exit-after", delay.toMillis() + "ms").to(template);
      annotation(SIMULATION + "exit-code", Integer.toString(code)).to(template);
    };
  }

  static Map<String, String> with(Map<String, String> map, String key, String value) {
    var result = new HashMap<>(map == null ? Map.of() : map);
    result.put(key, value);
    return result;
  }
}
