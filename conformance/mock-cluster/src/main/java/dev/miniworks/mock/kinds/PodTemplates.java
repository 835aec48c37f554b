package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.List;

/** Templates of pods, and how they go with the kind that holds them. */
final class PodTemplates {

  private PodTemplates() {}

  static void check(final JsonNode template, final FieldPath path, final Problems problems) {
    Names.checkLabels(template.at("/metadata/labels"), path.child("labels"), problems);
    Names.checkAnnotations(
        template.at("/metadata/annotations"), path.child("annotations"), problems);
    PodSpecs.check(template.path("spec"), path.child("spec"), problems);
    if (!template.at("/spec/ephemeralContainers").isEmpty()) {
      problems.forbidden(
          path.child("spec", "ephemeralContainers"),
          "ephemeral containers not allowed in pod template");
    }
  }

  /** The template's labels are selected; an empty selector is somebody else's problem. */
  static void checkSelected(
      final JsonNode template,
      final boolean selected,
      final FieldPath path,
      final Problems problems) {
    if (!selected) {
      problems.invalid(
          path.child("metadata", "labels"),
          template.at("/metadata/labels"),
          "`selector` does not match template `labels`");
    }
  }

  /** Pods of a kind that runs for ever restart always and have no deadline. */
  static void checkRunsForEver(
      final JsonNode template, final FieldPath path, final String kind, final Problems problems) {
    final JsonNode restartPolicy = template.at("/spec/restartPolicy");
    if (!restartPolicy.asText().equals("Always")) {
      problems.unsupported(path.child("spec", "restartPolicy"), restartPolicy, List.of("Always"));
    }
    if (Fields.isSet(template.path("spec"), "activeDeadlineSeconds")) {
      problems.forbidden(
          path.child("spec", "activeDeadlineSeconds"),
          "activeDeadlineSeconds in " + kind + " is not Supported");
    }
  }

  /** A selector and the template that it has to select, as sets and deployments have them. */
  static void checkWithSelector(
      final JsonNode spec, final FieldPath path, final String kind, final Problems problems) {
    final JsonNode selector = spec.path("selector");
    final Problems ofSelector = new Problems();
    if (selector.isObject()) {
      Selectors.check(selector, path.child("selector"), ofSelector);
      problems.addAll(ofSelector);
      if (Selectors.isEmpty(selector)) {
        problems.invalidStruct(
            path.child("selector"), "{}", "empty selector is invalid for " + kind);
      }
    } else {
      problems.required(path.child("selector"));
    }
    if (!ofSelector.isEmpty()) {
      problems.invalidStruct(
          path.child("selector"), Selectors.text(selector), "invalid label selector");
      return;
    }
    final JsonNode template = spec.path("template");
    final boolean everything = selector.isObject() && Selectors.isEmpty(selector);
    checkSelected(
        template,
        everything || Selectors.matches(selector, template.at("/metadata/labels")),
        path.child("template"),
        problems);
  }

  static void checkSelectorUnchanged(
      final JsonNode spec, final JsonNode old, final FieldPath path, final Problems problems) {
    if (!spec.path("selector").equals(old.path("selector"))) {
      problems.invalidStruct(
          path.child("selector"), Selectors.text(spec.path("selector")), "field is immutable");
    }
  }
}
