package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.operator.kinds.ApiKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code logs}, {@code exec} and {@code port-forward} have in common: they need a pod. */
final class PodCommands {

  private PodCommands() {}

  /**
   * Finds the pod that is meant and hands over to kubectl.
   *
   * @param patience how long to wait for a pod where there is none
   * @return kubectl's exit code
   */
  static int run(
      CommandSpec spec,
      Connection connection,
      PodRanking ranking,
      Duration patience,
      List<String> arguments) {
    var call =
        PodCall.of(spec.name(), spec.commandLine().getParseResult().matchedOptions(), arguments);
    return Failures.report(
        spec,
        () -> {
          var object = call.miniObject();
          if (object.isEmpty()) {
            return KubectlProgram.run(call.arguments());
          }
          var chosen = new AtomicReference<PodCall>();
          int code =
              connection.run(
                  spec,
                  session -> {
                    chosen.set(choose(session, call, object.get(), ranking, patience));
                    return List.of();
                  });
          return chosen.get() == null ? code : KubectlProgram.run(chosen.get().arguments());
        });
  }

  private static PodCall choose(
      Session session, PodCall call, Targets.Name name, PodRanking ranking, Duration patience) {
    var object = session.all(new Targets.Named(List.of(name))).get(0);
    var selector = Session.selector(object);
    var pods = pods(session, selector, patience);
    if (call.allPods()) {
      return call.aboutAll(selector.get("labelSelector"));
    }
    var best = ranking.sorted(pods).get(0).path("metadata").path("name").asText();
    if (pods.size() > 1 && ranking == PodRanking.LOGS) {
      session.err().println("Found %d pods, using pod/%s".formatted(pods.size(), best));
      session.err().flush();
    }
    return call.about(best);
  }

  private static List<JsonNode> pods(
      Session session, Map<String, String> selector, Duration patience) {
    var path = ApiKind.POD.path(session.namespace());
    var pods = new ArrayList<JsonNode>();
    session.api().list(path, selector).path("items").forEach(pods::add);
    if (pods.isEmpty()) {
      session
          .api()
          .follow(
              path,
              selector,
              Deadline.in(patience),
              event -> !event.deleted() && pods.add(event.object()));
    }
    return pods;
  }
}
