package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How far a rollout is, in the words of {@code kubectl rollout status}.
 *
 * @param done whether there is nothing left to wait for
 */
record RolloutProgress(String words, boolean done) {

  private static final String DEADLINE_EXCEEDED = "ProgressDeadlineExceeded";

  /**
   * The progress of a Deployment or MiniDeployment.
   *
   * @param revision the revision whose rollout is meant; 0 for whichever runs
   * @throws CommandFailure when the progress deadline has passed, or another revision runs
   */
  static RolloutProgress of(Resource deployment, long revision) {
    if (revision > 0) {
      requireRevision(deployment, revision);
    }
    var status = deployment.status();
    var generation = deployment.json().path("metadata").path("generation").asLong();
    if (generation > status.path("observedGeneration").asLong()) {
      return waiting("Waiting for deployment spec update to be observed...");
    }
    if (deadlineExceeded(status)) {
      throw new CommandFailure(
          "deployment \"%s\" exceeded its progress deadline".formatted(deployment.name()));
    }
    return counted(
        deployment.name(),
        deployment.spec().path("replicas").asLong(1),
        status.path("replicas").asLong(),
        status.path("updatedReplicas").asLong(),
        status.path("availableReplicas").asLong());
  }

  private static RolloutProgress counted(
      String name, long wanted, long all, long updated, long available) {
    var start = "Waiting for deployment \"%s\" rollout to finish: ".formatted(name);
    if (updated < wanted) {
      return waiting(
          start + "%d out of %d new replicas have been updated...".formatted(updated, wanted));
    }
    if (all > updated) {
      return waiting(start + "%d old replicas are pending termination...".formatted(all - updated));
    }
    if (available < updated) {
      return waiting(
          start + "%d of %d updated replicas are available...".formatted(available, updated));
    }
    return new RolloutProgress("deployment \"%s\" successfully rolled out".formatted(name), true);
  }

  private static RolloutProgress waiting(String words) {
    return new RolloutProgress(words, false);
  }

  private static void requireRevision(Resource deployment, long revision) {
    long running =
        Revisions.number(deployment)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "cannot get the revision of deployment \"%s\": it has none yet"
                            .formatted(deployment.name())));
    if (running != revision) {
      throw new CommandFailure(
          "desired revision (%d) is different from the running revision (%d)"
              .formatted(revision, running));
    }
  }

  private static boolean deadlineExceeded(JsonNode status) {
    for (var condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("Progressing")) {
        return condition.path("reason").asText().equals(DEADLINE_EXCEEDED);
      }
    }
    return false;
  }
}
