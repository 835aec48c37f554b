package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Puts what the API server answered, or that it did not, into kubectl's words. */
final class Refusal {

  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private Refusal() {}

  /**
   * An answer that is no success.
   *
   * @param code HTTP status
   * @param status the body; empty or something else when no API server spoke
   * @param resource the plural that was asked for
   */
  static CommandFailure of(int code, JsonNode status, String resource) {
    if (code == UNAUTHORIZED) {
      return new CommandFailure("You must be logged in to the server (Unauthorized)");
    }
    if (!status.path("kind").asText().equals("Status")) {
      return code == NOT_FOUND
          ? new CommandFailure("the server doesn't have a resource type \"%s\"".formatted(resource))
          : new CommandFailure(
              "the server answered %d to a request for %s".formatted(code, resource));
    }
    var reason = status.path("reason").asText();
    var message = status.path("message").asText();
    if (reason.equals("NotFound") && !status.path("details").has("name")) {
      return new CommandFailure(
          "the server doesn't have a resource type \"%s\"".formatted(resource));
    }
    return CommandFailure.ofServer(reason, message);
  }

  /** No answer at all. */
  static CommandFailure noAnswer(String server, Throwable failure) {
    var host = URI.create(server).getAuthority();
    if (cause(failure, UnknownHostException.class).isPresent()) {
      return unable("lookup %s: no such host".formatted(URI.create(server).getHost()));
    }
    if (cause(failure, ConnectException.class).isPresent()) {
      return CommandFailure.sentence(
          "The connection to the server %s was refused - did you specify the right host or port?"
              .formatted(host));
    }
    if (cause(failure, CertificateException.class).isPresent()) {
      return unable(
          "the certificate of %s is of no authority that the kubeconfig trusts".formatted(host));
    }
    if (cause(failure, TimeoutException.class).isPresent()) {
      return unable("%s does not answer in time".formatted(host));
    }
    var tls = cause(failure, SSLException.class);
    return unable(
        tls.isPresent() ? tls.get().getMessage() : "%s: %s".formatted(host, root(failure)));
  }

  private static CommandFailure unable(String why) {
    return CommandFailure.sentence("Unable to connect to the server: " + why);
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  /** The first cause of all, in one line. */
  static String root(Throwable failure) {
    return causes(failure)
        .reduce((outer, inner) -> inner)
        .map(
            root -> root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage())
        .map(message -> message.strip().replaceAll("\\s*\\R\\s*", " "))
        .orElse("no answer");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause);
  }
}
