package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Objects for tests, from YAML. */
final class Samples {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Samples() {}

  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A MiniDeployment of revision 2 with one container. */
  static Resource deployment(String image) {
    return new Resource(
        Kind.MINI_DEPLOYMENT,
        yaml(
            """
            metadata:
              name: web
              namespace: shop
              uid: d
              generation: 3
              annotations: {deployment.kubernetes.io/revision: "2", kept: "no"}
            spec:
              replicas: 3
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "%s"}]}
            status: {observedGeneration: 3, replicas: 3, updatedReplicas: 3, availableReplicas: 3}
            """
                .formatted(image)));
  }

  /** A set of that MiniDeployment. */
  static Resource revision(int number, String image) {
    return new Resource(
        Kind.MINI_REPLICA_SET,
        yaml(
            """
            metadata:
              name: web-%1$d
              ownerReferences: [{uid: d, controller: true}]
              annotations: {deployment.kubernetes.io/revision: "%1$d", kubernetes.io/change-cause: "to %2$s"}
            spec:
              template:
                metadata: {labels: {app: web, pod-template-hash: h%1$d}}
                spec: {containers: [{name: web, image: "%2$s"}]}
            """
                .formatted(number, image)));
  }
}
