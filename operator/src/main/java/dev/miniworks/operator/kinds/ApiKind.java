package dev.miniworks.operator.kinds;

import dev.miniworks.operator.workload.ControllerRef;
import dev.miniworks.operator.workload.Meta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/**
 * A namespaced kind of the API and where its objects are found.
 *
 * @param group API group, empty for the core group
 */
public record ApiKind(String group, String version, String kind, String plural) {

  /** Pods. */
  public static final ApiKind POD = new ApiKind("", "v1", "Pod", "pods");

  /** PodTemplates: asked in dry runs what a template is worth. */
  public static final ApiKind POD_TEMPLATE = new ApiKind("", "v1", "PodTemplate", "podtemplates");

  /** Events of the core group, as {@code kubectl describe} shows them. */
  public static final ApiKind EVENT = new ApiKind("", "v1", "Event", "events");

  /** The {@code apiVersion} of objects of this kind. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Path of the collection in a namespace. */
  public String path(String namespace) {
    return (group.isEmpty() ? "/api/" : "/apis/")
        + apiVersion()
        + "/namespaces/"
        + namespace
        + "/"
        + plural;
  }

  /** Path of one object. */
  public String path(String namespace, String name) {
    return path(namespace) + "/" + name;
  }

  /** Whether the controlling owner is of this kind; its version does not matter. */
  public boolean matches(ControllerRef owner) {
    return owner.group().equals(group) && owner.kind().equals(kind);
  }

  /** The owner reference by which an object of this kind controls its children. */
  public OwnerReference controllerReference(Meta owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(apiVersion())
        .withKind(kind)
        .withName(owner.name())
        .withUid(owner.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** A reference to an object of this kind, as events carry it. */
  public ObjectReference reference(Meta object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(apiVersion())
        .withKind(kind)
        .withNamespace(object.namespace())
        .withName(object.name())
        .withUid(object.uid())
        .withResourceVersion(object.resourceVersion())
        .build();
  }
}
