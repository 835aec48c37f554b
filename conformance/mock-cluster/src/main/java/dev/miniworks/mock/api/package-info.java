/**
 * What a Kubernetes API answers, without its transport. {@link dev.miniworks.mock.api.ApiServer}
 * takes every request; {@link dev.miniworks.mock.api.Client} is the way in for those who live in
 * the same JVM, as the simulated parts of the control plane do:
 *
 * <pre>{@code
 * Client scheduler = cluster.actor(Actor.system("kube-scheduler"));
 * for (ObjectNode pod : scheduler.list("v1", "pods", "", new Params(Map.of("fieldSelector", "spec.nodeName=")))) {
 *   scheduler.createPart("v1", "pods", "default", "web-1", "binding", binding);
 * }
 * try (WatchStream pods = scheduler.watch("v1", "pods", "", Params.NONE)) {
 *   pods.onReady(() -> executor.execute(() -> pods.poll(100).forEach(this::handle)));
 * }
 * }</pre>
 *
 * <p>What a kind demands of its objects is a {@link dev.miniworks.mock.api.Strategy}; what all
 * kinds share is here.
 */
package dev.miniworks.mock.api;
