package dev.miniworks.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Keeps a number of pods of one template running: every field of {@code apps/v1} ReplicaSet with
 * the same meaning. What Miniworks adds stands in {@code spec.miniworks} and {@code
 * status.miniworks}, which the spec and status classes keep as additional properties.
 */
@Group(Miniworks.GROUP)
@Version(Miniworks.VERSION)
@Kind("MiniReplicaSet")
@Plural("minireplicasets")
@ShortNames("mrs")
public class MiniReplicaSet extends CustomResource<ReplicaSetSpec, ReplicaSetStatus>
    implements Namespaced {}
