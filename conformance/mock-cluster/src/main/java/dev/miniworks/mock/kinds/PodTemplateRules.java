package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** A template that stands alone. */
final class PodTemplateRules implements KindRules {

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    PodTemplates.check(object.path("template"), FieldPath.ROOT.child("template"), problems);
  }
}
