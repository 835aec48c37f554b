/**
 * The simulated control plane: what makes pods run that somebody has created. A scheduler, a
 * kubelet for every node, and of the controller manager what workload controllers rely on but are
 * not: the life of nodes, eviction by taints, collection of pods without a node, endpoints and
 * endpoint slices, disruption budgets. {@link dev.miniworks.mock.sim.Simulation} starts them; they
 * work through the API, each under the name of the real one, on one thread and by one clock.
 *
 * <p>Nodes and pods behave as those of the control plane's kwok do, and the {@code
 * sim.miniworks.dev/*} annotations mean the same: a delay counts from the pod's last change,
 * whatever changed, and what cannot be read as a duration or a moment counts as none.
 *
 * <p>Deliberate differences from the real parts:
 *
 * <ul>
 *   <li>The scheduler knows no preferences: of the nodes that fit it takes the one with the fewest
 *       pods. It evicts no pod for another, and says what the real one says when it finds none. It
 *       tries again as soon as something has changed, without backing off, and records a failure
 *       once for each message instead of at every attempt. Volumes and claims are not looked at.
 *   <li>A node that falls silent is given up 50 seconds after its last heartbeat, to the second,
 *       and bears both of its taints at once, however many other nodes are lost.
 *   <li>Pods of a node that is gone are collected 40 seconds later; there is no limit on how many
 *       pods that have ended are kept.
 *   <li>A node that comes back has its pods ready again, as a real kubelet does and kwok does not.
 *   <li>Nodes and the pods on them have addresses, where those of kwok's nodes are empty.
 *   <li>The parts hear of changes from the store itself: a watch that is held back or cut does not
 *       concern them, and the history shows their requests but no watches of theirs.
 *   <li>Endpoints bear no time of the change that caused them, and are written when there is
 *       nothing more urgent to do.
 * </ul>
 */
package dev.miniworks.mock.sim;
