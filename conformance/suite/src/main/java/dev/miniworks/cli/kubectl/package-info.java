/**
 * What {@code kubectl} does for built-in workloads and not for custom ones: {@code rollout}, {@code
 * set image}, {@code logs}, {@code exec}, {@code port-forward}; with kubectl's arguments, words and
 * exit codes, as commands of {@code miniworks} and as the plugin {@code kubectl mini}.
 *
 * <p>Decisions are pure and work on JSON as the API server sends it, so that nothing is lost that
 * no Java type knows, and so that no model has to be loaded: {@link
 * dev.miniworks.cli.kubectl.RolloutProgress}, {@link dev.miniworks.cli.kubectl.Revisions}, {@link
 * dev.miniworks.cli.kubectl.Rollback}, {@link dev.miniworks.cli.kubectl.ImageChange}, {@link
 * dev.miniworks.cli.kubectl.PodRanking}. {@link dev.miniworks.cli.kubectl.Api} alone talks to the
 * server. What happens in containers is left to kubectl itself: the commands choose the pod and
 * start it.
 */
package dev.miniworks.cli.kubectl;
