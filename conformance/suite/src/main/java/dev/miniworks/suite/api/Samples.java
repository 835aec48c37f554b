package dev.miniworks.suite.api;

/** Small valid objects. Pods of theirs are left alone by any scheduler. */
public final class Samples {

  private static final String POD_SPEC =
      "{schedulerName: nobody, containers: [{name: main, image: app}]}";

  private static final String TEMPLATE = "{metadata: {labels: {app: web}}, spec: " + POD_SPEC + "}";

  private Samples() {}

  /** A config map with one entry, {@code color: red}. */
  public static String configMap(String name) {
    return "{metadata: {name: %s}, data: {color: red}}".formatted(name);
  }

  /** A pod with one container, {@code main}. */
  public static String pod(String name) {
    return "{metadata: {name: %s, labels: {app: web}}, spec: %s}".formatted(name, POD_SPEC);
  }

  /** A pod that is bound to a node of this name, where no kubelet looks after it. */
  public static String boundPod(String name, String node) {
    return """
        metadata: {name: %s}
        spec: {nodeName: %s, containers: [{name: main, image: app}]}
        """
        .formatted(name, node);
  }

  /** A Deployment that says no more than it must; its pods are labelled {@code app: web}. */
  public static String deployment(String name) {
    return set(name, "{matchLabels: {app: web}}");
  }

  /** A ReplicaSet that says no more than it must. */
  public static String replicaSet(String name) {
    return set(name, "{matchLabels: {app: web}}");
  }

  /** A ReplicationController that says no more than it must. */
  public static String replicationController(String name) {
    return set(name, "{app: web}");
  }

  private static String set(String name, String selector) {
    return "{metadata: {name: %s}, spec: {selector: %s, template: %s}}"
        .formatted(name, selector, TEMPLATE);
  }

  /** A gadget of size 1. */
  public static String gadget(String name) {
    return "{metadata: {name: %s}, spec: {size: 1}}".formatted(name);
  }
}
