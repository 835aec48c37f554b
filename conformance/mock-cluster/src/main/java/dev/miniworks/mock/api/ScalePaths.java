package dev.miniworks.mock.api;

/**
 * Where a kind keeps what the scale subresource shows, as dotted paths.
 *
 * @param selector of a string or of a LabelSelector; empty when there is none
 */
public record ScalePaths(String specReplicas, String statusReplicas, String selector) {}
