package dev.miniworks.suite.api;

import dev.miniworks.suite.subject.WireKind;

/** The built-in kinds that scenarios use. */
public final class Builtin {

  public static final WireKind NAMESPACE = core("Namespace", "namespaces");
  public static final WireKind CONFIG_MAP = core("ConfigMap", "configmaps");
  public static final WireKind SECRET = core("Secret", "secrets");
  public static final WireKind SERVICE_ACCOUNT = core("ServiceAccount", "serviceaccounts");
  public static final WireKind POD = core("Pod", "pods");
  public static final WireKind POD_TEMPLATE = core("PodTemplate", "podtemplates");
  public static final WireKind REPLICATION_CONTROLLER =
      core("ReplicationController", "replicationcontrollers");
  public static final WireKind EVENT = core("Event", "events");
  public static final WireKind RESOURCE_QUOTA = core("ResourceQuota", "resourcequotas");
  public static final WireKind NODE = core("Node", "nodes");
  public static final WireKind REPLICA_SET =
      new WireKind("apps", "v1", "ReplicaSet", "replicasets");
  public static final WireKind DEPLOYMENT = new WireKind("apps", "v1", "Deployment", "deployments");
  public static final WireKind LEASE = new WireKind("coordination.k8s.io", "v1", "Lease", "leases");
  public static final WireKind DEFINITION =
      new WireKind(
          "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions");

  private Builtin() {}

  private static WireKind core(String kind, String plural) {
    return new WireKind("", "v1", kind, plural);
  }
}
