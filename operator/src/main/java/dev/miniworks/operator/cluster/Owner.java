package dev.miniworks.operator.cluster;

import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.workload.Meta;

/**
 * Who something is done for: the object whose controller acts.
 *
 * @param controller the controller's name, the source of its events
 */
public record Owner(ApiKind kind, Meta meta, String controller) {}
