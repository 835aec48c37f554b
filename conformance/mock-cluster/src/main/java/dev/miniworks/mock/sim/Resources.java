package dev.miniworks.mock.sim;

import dev.miniworks.mock.store.GroupResource;

/** The resources that the simulation deals with. */
final class Resources {

  static final GroupResource PODS = new GroupResource("", "pods");
  static final GroupResource NODES = new GroupResource("", "nodes");
  static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  static final GroupResource SERVICES = new GroupResource("", "services");
  static final GroupResource ENDPOINTS = new GroupResource("", "endpoints");
  static final GroupResource ENDPOINT_SLICES =
      new GroupResource("discovery.k8s.io", "endpointslices");
  static final GroupResource LEASES = new GroupResource("coordination.k8s.io", "leases");
  static final GroupResource BUDGETS = new GroupResource("policy", "poddisruptionbudgets");

  private Resources() {}
}
