package dev.miniworks.mock.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.Answer;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Discovery;
import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.api.Params;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.Request;
import dev.miniworks.mock.api.Target;
import dev.miniworks.mock.http.MediaTypes.Form;
import dev.miniworks.mock.json.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers HTTP requests. The work is done on worker threads; only reading, writing and the watches
 * are the event loop's.
 */
final class HttpApi implements io.vertx.core.Handler<HttpServerRequest> {

  static final int LARGEST_BODY = 3 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Vertx vertx;
  private final Handler handler;
  private final Registry registry;
  private final Authenticator authenticator;
  private final RequestReader reader;
  private final AnswerWriter writer;
  private final Documents documents;

  HttpApi(
      Vertx vertx, Handler handler, Registry registry, Authenticator authenticator, Clock clock) {
    this.vertx = vertx;
    this.handler = handler;
    this.registry = registry;
    this.authenticator = authenticator;
    this.reader = new RequestReader(registry);
    this.writer = new AnswerWriter(clock);
    this.documents = new Documents(new Discovery(registry), registry);
  }

  @Override
  public void handle(HttpServerRequest http) {
    if (isUpgrade(http)) {
      // the end of the request must not be read before the upgrade
      http.pause();
      answer(http, new byte[0]);
      return;
    }
    String length = http.getHeader("Content-Length");
    if (length != null && length.length() < 19 && Long.parseLong(length) > LARGEST_BODY) {
      refuse(http, tooLarge());
      http.resume();
      return;
    }
    Buffer body = Buffer.buffer();
    http.handler(
        chunk -> {
          if (body.length() <= LARGEST_BODY) {
            body.appendBuffer(chunk);
          }
        });
    http.endHandler(
        end -> {
          if (body.length() > LARGEST_BODY) {
            refuse(http, tooLarge());
          } else {
            answer(http, body.getBytes());
          }
        });
  }

  static boolean isUpgrade(HttpServerRequest http) {
    return "websocket".equalsIgnoreCase(http.getHeader("Upgrade"));
  }

  private static ApiException tooLarge() {
    return ApiException.of(
        413, "RequestEntityTooLarge", "Request entity too large: limit is " + LARGEST_BODY);
  }

  private void answer(HttpServerRequest http, byte[] body) {
    Context context = vertx.getOrCreateContext();
    context
        .executeBlocking(() -> work(http, body), false)
        .onComplete(
            done -> {
              if (done.succeeded()) {
                send(http, done.result());
              } else {
                refuse(http, done.cause());
              }
            });
  }

  /** What is to be sent; made on a worker thread. */
  private sealed interface Reply {

    /** This with one more warning, if it is one that can carry it. */
    default Reply warning(String warning) {
      return this;
    }

    record Text(int code, String mediaType, Buffer body, List<String> warnings) implements Reply {

      @Override
      public Reply warning(String warning) {
        List<String> more = new ArrayList<>(warnings);
        more.add(0, warning);
        return new Text(code, mediaType, body, more);
      }
    }

    record Stream(Answer.Watching watching, Form form, String include) implements Reply {}

    record Delayed(long millis, Reply reply) implements Reply {}

    record Nothing(boolean cut) implements Reply {}
  }

  private Reply work(HttpServerRequest http, byte[] body) {
    List<String> parts = PathTarget.parts(http.path());
    Actor actor =
        authenticator.actor(
            Optional.ofNullable(http.getHeader("Authorization")),
            Optional.ofNullable(http.getHeader("User-Agent")).orElse(""));
    boolean watchPath = PathTarget.isWatch(parts);
    Optional<Target> target = PathTarget.of(watchPath ? PathTarget.withoutWatch(parts) : parts);
    if (target.isEmpty()) {
      return document(http, parts);
    }
    if (!target.get().group().isEmpty() && !registry.hasGroup(target.get().group())) {
      return notFound();
    }
    Form form = MediaTypes.form(http.getHeader("Accept"), false);
    Params params = watchPath ? params(http).with("watch", "true") : params(http);
    Request request =
        reader.read(
            actor,
            http.method().name(),
            target.get(),
            params,
            Optional.ofNullable(http.getHeader("Content-Type")),
            body);
    String include = params.text("includeObject").orElse("Metadata");
    Optional<String> deprecation = deprecation(request.target());
    try {
      Reply reply = reply(handler.handle(request), form, include);
      return deprecation.map(reply::warning).orElse(reply);
    } catch (ApiException e) {
      throw e.warning(deprecation.stream().toList());
    }
  }

  private Optional<String> deprecation(Target target) {
    return registry
        .find(target.group(), target.version(), target.resource())
        .flatMap(type -> type.behaviour().deprecation());
  }

  private Reply reply(Answer answer, Form form, String include) {
    if (answer instanceof Answer.Stored stored) {
      return new Reply.Text(
          stored.code(),
          JSON,
          writer.object(stored.type(), stored.item(), form, include),
          stored.warnings());
    }
    if (answer instanceof Answer.Made made) {
      return new Reply.Text(made.code(), JSON, writer.made(made, form, include), made.warnings());
    }
    if (answer instanceof Answer.Listed listed) {
      return new Reply.Text(200, JSON, writer.list(listed, form, include), List.of());
    }
    if (answer instanceof Answer.Watching watching) {
      return new Reply.Stream(watching, form, include);
    }
    if (answer instanceof Answer.Late late) {
      return new Reply.Delayed(
          Math.max(1, late.delay().toMillis()), reply(late.answer(), form, include));
    }
    return new Reply.Nothing(((Answer.Silence) answer).cut());
  }

  private Reply document(HttpServerRequest http, List<String> parts) {
    if (!http.method().name().equals("GET") && !http.method().name().equals("HEAD")) {
      throw ApiException.methodNotAllowed();
    }
    Optional<String> text = documents.text(parts);
    if (text.isPresent()) {
      return new Reply.Text(200, TEXT, Buffer.buffer(text.get()), List.of());
    }
    String accept = Optional.ofNullable(http.getHeader("Accept")).orElse("");
    if (parts.equals(List.of("openapi", "v2")) && accept.contains(OpenApi.MESSAGE)) {
      return new Reply.Text(
          200, OpenApi.MESSAGE_GIVEN, Buffer.buffer(OpenApi.olderMessage()), List.of());
    }
    boolean aggregated =
        MediaTypes.form(http.getHeader("Accept"), true) == Form.AGGREGATED_DISCOVERY;
    String address = http.localAddress().hostAddress() + ":" + http.localAddress().port();
    return documents
        .json(parts, aggregated, address)
        .map(
            json ->
                (Reply)
                    new Reply.Text(
                        200,
                        documents.mediaType(parts, aggregated),
                        Buffer.buffer(Json.bytes(json)),
                        List.of()))
        .orElseGet(HttpApi::notFound);
  }

  private static Reply notFound() {
    return new Reply.Text(404, TEXT, Buffer.buffer("404 page not found\n"), List.of());
  }

  private static Params params(HttpServerRequest http) {
    Map<String, String> values = new LinkedHashMap<>();
    http.params()
        .forEach(parameter -> values.putIfAbsent(parameter.getKey(), parameter.getValue()));
    return new Params(values);
  }

  private void send(HttpServerRequest http, Reply reply) {
    if (reply instanceof Reply.Text text) {
      write(http.response(), text);
    } else if (reply instanceof Reply.Stream stream) {
      new WatchReply(vertx, writer, stream.watching().stream(), stream.form(), stream.include())
          .start(http);
    } else if (reply instanceof Reply.Delayed delayed) {
      vertx.setTimer(delayed.millis(), timer -> send(http, delayed.reply()));
    } else if (reply instanceof Reply.Nothing nothing && nothing.cut()) {
      http.connection().close();
    }
  }

  private static void write(HttpServerResponse response, Reply.Text text) {
    if (response.closed()) {
      return;
    }
    response.setStatusCode(text.code()).putHeader("Content-Type", text.mediaType());
    text.warnings()
        .forEach(warning -> response.headers().add("Warning", "299 - \"" + quoted(warning) + "\""));
    response.end(text.body());
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void refuse(HttpServerRequest http, Throwable failure) {
    ApiException refused =
        failure instanceof ApiException known ? known : unexpected(http, failure);
    ObjectNode status = refused.status();
    HttpServerResponse response = http.response();
    if (status.path("details").has("retryAfterSeconds")) {
      response.putHeader("Retry-After", status.path("details").path("retryAfterSeconds").asText());
    }
    write(
        response,
        new Reply.Text(
            refused.code(), JSON, Buffer.buffer(Json.bytes(status)), refused.warnings()));
  }

  private static ApiException unexpected(HttpServerRequest http, Throwable failure) {
    LOG.error("{} {} failed", http.method(), http.uri(), failure);
    return ApiException.of(500, "InternalError", "Internal error occurred: " + failure);
  }
}
