package dev.miniworks.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.api.Miniworks;
import java.util.List;
import java.util.Locale;

/** The definition of one scalable, namespaced mini kind. */
record Crd(
    String kind,
    String plural,
    String shortName,
    String description,
    List<Column> columns,
    Schema spec,
    Schema status) {

  String fileName() {
    return plural + ".yaml";
  }

  private String singular() {
    return kind.toLowerCase(Locale.ROOT);
  }

  /** The CustomResourceDefinition as {@code kubectl apply} takes it. */
  ObjectNode toJson() {
    final ObjectNode crd = JsonNodeFactory.instance.objectNode();
    crd.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    crd.putObject("metadata").put("name", plural + "." + Miniworks.GROUP);
    final ObjectNode spec = crd.putObject("spec");
    spec.put("group", Miniworks.GROUP).put("scope", "Namespaced");
    final ObjectNode names = spec.putObject("names");
    names.put("kind", kind).put("listKind", kind + "List");
    names.put("plural", plural).put("singular", singular());
    names.putArray("shortNames").add(shortName);
    names.putArray("categories").add("all");
    spec.putArray("versions").add(version());
    return crd;
  }

  private ObjectNode version() {
    final ObjectNode version = JsonNodeFactory.instance.objectNode();
    version.put("name", Miniworks.VERSION).put("served", true).put("storage", true);
    final ObjectNode subresources = version.putObject("subresources");
    subresources.putObject("status");
    subresources
        .putObject("scale")
        .put("specReplicasPath", ".spec.replicas")
        .put("statusReplicasPath", ".status.replicas")
        .put("labelSelectorPath", ".status.selector");
    columns.forEach(c -> version.withArrayProperty("additionalPrinterColumns").add(c.toJson()));
    version.putObject("schema").set("openAPIV3Schema", root().json());
    return version;
  }

  private Schema root() {
    return Schema.ofType("object")
        .described(description)
        .property("apiVersion", Schema.ofType("string"))
        .property("kind", Schema.ofType("string"))
        .property("metadata", Schema.ofType("object"))
        .property("spec", spec.described("What is wanted."))
        .property("status", status.described("What is; written by the operator."))
        .requires("spec");
  }
}
