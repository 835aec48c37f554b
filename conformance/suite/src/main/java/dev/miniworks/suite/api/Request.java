package dev.miniworks.suite.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request that can still be given parameters, and can be sent, more than once if need be. */
public final class Request {

  private final Wire wire;
  private final String method;
  private final String path;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final Optional<String> body;

  private Request(
      Wire wire,
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      Optional<String> body) {
    this.wire = wire;
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
  }

  static Request of(Wire wire, String method, String path) {
    return new Request(wire, method, path, Map.of(), Map.of(), Optional.empty());
  }

  /** With one more parameter in the query. */
  public Request with(String parameter, Object value) {
    return new Request(wire, method, path, plus(query, parameter, value.toString()), headers, body);
  }

  /** Nothing of it shall be stored. */
  public Request dryRun() {
    return with("dryRun", "All");
  }

  /** With a header. */
  public Request header(String name, String value) {
    return new Request(wire, method, path, query, plus(headers, name, value), body);
  }

  /** With a body of this type. */
  public Request body(String contentType, String content) {
    return new Request(
        wire,
        method,
        path,
        query,
        plus(headers, "Content-Type", contentType),
        Optional.of(content));
  }

  /** With a JSON body. */
  public Request body(Document content) {
    return body("application/json", content.toString());
  }

  /** Sends it. */
  public Reply send() {
    return wire.send(this);
  }

  /**
   * Sends it.
   *
   * @return the document in the answer
   * @throws AssertionError when the answer has another status code
   */
  public Document expect(int code) {
    return send().expect(code);
  }

  /**
   * Sends it, to be refused.
   *
   * @throws AssertionError when the answer has another status code or reason
   */
  public Refusal refused(int code, String reason) {
    return send().refused(code, reason);
  }

  /**
   * Begins a watch over plain HTTP.
   *
   * @throws AssertionError when the server does not agree to it
   */
  public Watch open() {
    return wire.watch(this);
  }

  /** Begins a watch over a WebSocket. */
  public Watch openSocket() {
    return wire.watchSocket(this);
  }

  String method() {
    return method;
  }

  Map<String, String> headers() {
    return headers;
  }

  Optional<String> body() {
    return body;
  }

  /** Path and query. */
  String target() {
    return query.isEmpty()
        ? path
        : path
            + "?"
            + query.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
  }

  @Override
  public String toString() {
    return method + " " + target() + body.map(text -> " " + text).orElse("");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    var result = new LinkedHashMap<>(map);
    result.put(key, value);
    return result;
  }
}
