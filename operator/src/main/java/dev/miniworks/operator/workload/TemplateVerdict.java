package dev.miniworks.operator.workload;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/** What the API server says of a pod template (a dry-run create of a PodTemplate). */
public sealed interface TemplateVerdict {

  /** The template is valid; {@code template} has every default written out. */
  record Accepted(PodTemplateSpec template) implements TemplateVerdict {}

  /** The template is invalid; {@code message} are the server's words, naming the field. */
  record Rejected(String message) implements TemplateVerdict {}
}
