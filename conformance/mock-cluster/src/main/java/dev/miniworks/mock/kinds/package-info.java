/**
 * What built-in kinds demand of their objects: their structure, defaults and validation. Pure.
 *
 * <p>Structure and defaults are the API server's. Validation covers what users of workloads meet;
 * where it speaks, it speaks the server's words. Not validated are ingresses, network policies,
 * affinity and spread constraints, security contexts, DNS settings, host aliases, resource claims,
 * the details of rarer volumes, a HorizontalPodAutoscaler's metrics, a Service's changes of
 * address, and status beyond the counters of workloads. Messages of refused changes of a pod end
 * before the server's listing of Go fields. What admission plugins add to objects is the server's
 * business, and so is metadata.
 */
package dev.miniworks.mock.kinds;
