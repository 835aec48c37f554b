package dev.miniworks.bench.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.bench.api.Wire.Call;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What an API server does beside storing objects: tried out, since a fast wrong answer is none. */
public enum Ability {
  SET_SELECTOR("a label selector with `in`") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      return foundTen(wire, pods.path() + "?labelSelector=group+in+(g0)");
    }
  },
  FIELD_SELECTOR("a field selector: `spec.nodeName`") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      return foundTen(wire, pods.path() + "?fieldSelector=spec.nodeName%3Dnode-0");
    }
  },
  PAGES("lists in pages") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      return foundTen(wire, pods.path() + "?limit=10");
    }
  },
  WATCH_FROM("a watch from a resource version on") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      var version = wire.answer(Call.get(pods.path() + "?limit=1")).json();
      var first = new CompletableFuture<JsonNode>();
      var watch =
          wire.watch(
                  pods.path()
                      + "?watch=true&resourceVersion="
                      + version.at("/metadata/resourceVersion").asText(),
                  event -> first.complete(Wire.event(event)))
              .join();
      wire.answer(pods.create(PODS));
      var seen =
          first
              .completeOnTimeout(Wire.event("{}"), SECONDS_TO_WAIT, TimeUnit.SECONDS)
              .join()
              .at("/object/metadata/name")
              .asText();
      watch.sendClose(1000, "seen");
      return unless(seen.equals(Pods.name(PODS)), "replays everything");
    }
  },
  DRY_RUN("dry run") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      wire.answer(Call.post(pods.path() + "?dryRun=All", Pods.json("dry", 0)));
      var code = wire.answer(Call.get(pods.path() + "/dry")).code();
      return unless(code == NOT_FOUND, "stores the object");
    }
  },
  MERGE_PATCH("a merge patch that removes a field") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      wire.answer(Call.merge(pods.path(0), "{\"metadata\":{\"annotations\":{\"mark\":null}}}"));
      var annotations = wire.answer(pods.get(0)).json().at("/metadata/annotations");
      return unless(!annotations.has("mark"), "stores null");
    }
  },
  STRATEGIC_PATCH("a strategic merge patch") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      return accepted(
          wire, pods, "application/strategic-merge-patch+json", "{\"metadata\":{\"labels\":{}}}");
    }
  },
  APPLY("server-side apply") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      return accepted(
          wire,
          pods,
          "application/apply-patch+yaml",
          """
          {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{"applied":"yes"}}}
          """
              .formatted(Pods.name(0)));
    }
  },
  STATUS_APART("a status that only its subresource changes") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      wire.answer(Call.merge(pods.path(1), "{\"status\":{\"phase\":\"Failed\"}}"));
      var phase = wire.answer(pods.get(1)).json().at("/status/phase").asText();
      return unless(!phase.equals("Failed"), "takes it from everywhere");
    }
  },
  CONFLICT("a conflict for a stale resource version") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      var code =
          wire.answer(Call.merge(pods.path(2), "{\"metadata\":{\"resourceVersion\":\"1\"}}"))
              .code();
      return unless(code == CONFLICTING, "answers " + code);
    }
  },
  DEFAULTS("defaults") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      var policy = wire.answer(pods.get(3)).json().at("/spec/restartPolicy").asText();
      return unless(policy.equals("Always"), "stores what it is given");
    }
  },
  VALIDATION("validation") {
    @Override
    Optional<String> flaw(Wire wire, Pods pods) {
      var code = wire.answer(Call.post(pods.path(), Pods.json("Not_A_Name!", 0))).code();
      return unless(code == INVALID, "accepts any name");
    }
  };

  /** How many pods of a namespace it is tried on. */
  static final int PODS = 2 * Pods.GROUP;

  private static final int NOT_FOUND = 404;
  private static final int CONFLICTING = 409;
  private static final int INVALID = 422;
  private static final long SECONDS_TO_WAIT = 10;

  private final String title;

  Ability(String title) {
    this.title = title;
  }

  /** What a user would call it. */
  public String title() {
    return title;
  }

  /**
   * Tries it on the first {@link #PODS} pods of a namespace.
   *
   * @return what the server does instead; empty when it is able
   */
  abstract Optional<String> flaw(Wire wire, Pods pods);

  private static Optional<String> foundTen(Wire wire, String path) {
    var found = wire.answer(Call.get(path)).json().path("items").size();
    return unless(found == Pods.GROUP, "finds %d of %d".formatted(found, Pods.GROUP));
  }

  private static Optional<String> accepted(Wire wire, Pods pods, String mediaType, String body) {
    var path = pods.path(0) + "?fieldManager=benchmark";
    var code = wire.answer(new Call("PATCH", path, mediaType, body)).code();
    return unless(code == 200, "answers " + code);
  }

  private static Optional<String> unless(boolean able, String flaw) {
    return able ? Optional.empty() : Optional.of(flaw);
  }
}
