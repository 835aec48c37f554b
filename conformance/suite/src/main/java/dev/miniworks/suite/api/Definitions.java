package dev.miniworks.suite.api;

import dev.miniworks.suite.subject.WireKind;
import java.util.Locale;

/** How the definitions of custom resources are written and read. Pure. */
public final class Definitions {

  private Definitions() {}

  /**
   * A definition with one version, {@code v1}.
   *
   * @param kind whose plural is its lower case with an s
   * @param version the version's own fields, a schema at least
   */
  public static Document definition(String group, String kind, String version) {
    var singular = kind.toLowerCase(Locale.ROOT);
    return Document.yaml(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: %2$ss.%1$s}
            spec:
              group: %1$s
              scope: Namespaced
              names: {kind: %3$s, listKind: %3$sList, plural: %2$ss, singular: %2$s}
              versions: []
            """
                .formatted(group, singular, kind))
        .with(
            "/spec/versions/-",
            Document.yaml(version)
                .with("/name", "v1")
                .with("/served", true)
                .with("/storage", true));
  }

  /** The kind that it defines. */
  public static WireKind kind(Document definition) {
    return new WireKind(
        definition.text("/spec/group"),
        definition.text("/spec/versions/0/name"),
        definition.text("/spec/names/kind"),
        definition.text("/spec/names/plural"));
  }

  /** The name that it has to have. */
  public static String name(Document definition) {
    return definition.text("/spec/names/plural") + "." + definition.text("/spec/group");
  }
}
