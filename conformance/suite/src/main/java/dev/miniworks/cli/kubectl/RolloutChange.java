package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A small change to an object that steers its rollout, and the words for it.
 *
 * @param unsupported what is said of kinds that are not rolled out
 * @param done what is said when it is done
 * @param patch the merge patch for an object, or the failure to say why there is none
 */
record RolloutChange(String unsupported, String done, Function<Resource, JsonNode> patch) {

  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private static final Map<String, String> MANAGER = Map.of("fieldManager", "kubectl-rollout");

  /** Stops a rollout where it is. */
  static RolloutChange pause() {
    return new RolloutChange(
        "pausing is not supported",
        "paused",
        object -> {
          if (object.paused()) {
            throw failure(object, "is already paused");
          }
          return spec("paused", JsonNodeFactory.instance.booleanNode(true));
        });
  }

  /** Lets it go on. */
  static RolloutChange resume() {
    return new RolloutChange(
        "resuming is not supported",
        "resumed",
        object -> {
          if (!object.paused()) {
            throw failure(object, "is not paused");
          }
          return spec("paused", JsonNodeFactory.instance.nullNode());
        });
  }

  /** Replaces all pods, by a new annotation on their template. */
  static RolloutChange restart(Clock clock) {
    return new RolloutChange(
        "restarting is not supported",
        "restarted",
        object -> {
          if (object.paused()) {
            throw failure(object, "can't restart paused deployment (run rollout resume first)");
          }
          return restartedAt(object, now(clock));
        });
  }

  /** Makes the change to each object. */
  List<CommandFailure> run(Session session, Targets targets, Output output) {
    return session.eachOfSome(targets, object -> change(session, object, output));
  }

  private void change(Session session, Resource object, Output output) {
    if (object.kind().revisions().isEmpty()) {
      throw failure(object, unsupported);
    }
    var body = patch.apply(object);
    try {
      var changed = session.patch(object, Api.PatchType.MERGE, body, MANAGER);
      session.print(output.text(changed, done));
    } catch (CommandFailure refused) {
      throw new CommandFailure("failed to patch: " + refused.reason());
    }
  }

  private static CommandFailure failure(Resource object, String why) {
    return new CommandFailure("error: %s %s".formatted(object.quoted(), why));
  }

  private static JsonNode spec(String field, JsonNode value) {
    var patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").set(field, value);
    return patch;
  }

  private static JsonNode restartedAt(Resource object, String time) {
    var present = object.template().path("metadata").path("annotations").path(RESTARTED_AT);
    if (present.asText().equals(time)) {
      throw new CommandFailure(
          ("failed to create patch for %s: if restart has already been triggered within the past"
                  + " second, please wait before attempting to trigger another")
              .formatted(object.name()));
    }
    var patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("spec")
        .putObject("template")
        .putObject("metadata")
        .putObject("annotations")
        .put(RESTARTED_AT, time);
    return patch;
  }

  private static String now(Clock clock) {
    return OffsetDateTime.now(clock)
        .truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
