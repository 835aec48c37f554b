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
 *
 * <p>Like the API server, except that
 *
 * <ul>
 *   <li>unless the cluster is asked to heed roles ({@code dev.miniworks.mock.access}) everybody may
 *       do everything; nobody is impersonated;
 *   <li>a pod's containers are simulated at best: logs, commands and ports are refused with {@code
 *       NotImplemented}, before the pod has a node as a bad request; there are no ephemeral
 *       containers, no resize, no proxy;
 *   <li>served are the kinds that workloads need. Missing are component statuses, certificates,
 *       admission webhooks and policies, API services, flow control, volume attachments, resource
 *       claims and all versions but the newest;
 *   <li>events of {@code events.k8s.io} are neither held to the stricter rules of that group nor
 *       selected by its field names;
 *   <li>a scale is shown by name and age alone, where the server's table counts replicas;
 *   <li>a value of the wrong type in an applied configuration is refused in the words of the other
 *       patches, and a refused patch shows the object with its fields in another order;
 *   <li>conversion webhooks are not called: versions of a custom resource differ in nothing but
 *       their names.
 * </ul>
 */
package dev.miniworks.mock.api;
