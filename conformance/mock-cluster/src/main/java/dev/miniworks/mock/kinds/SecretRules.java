package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Configuration that is kept apart, written in clear or encoded, kept encoded. */
final class SecretRules implements KindRules {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FieldPath DATA = FieldPath.ROOT.child("data");
  private static final String ACCOUNT = "kubernetes.io/service-account.name";

  @Override
  public void fillDefaults(final ObjectNode object) {
    Fields.setIfEmpty(object, "type", "Opaque");
    if (object.remove("stringData") instanceof ObjectNode clear) {
      final ObjectNode data = Fields.part(object, "data");
      clear
          .properties()
          .forEach(entry -> data.put(entry.getKey(), encode(entry.getValue().asText())));
    }
  }

  private static String encode(final String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    for (final var entry : object.path("data").properties()) {
      final String key = entry.getKey();
      Names.report(Names.configKey(key), key, DATA.key(key), problems);
    }
    if (Sizes.ofBytes(object.path("data")) > Sizes.LARGEST_DATA) {
      problems.add(FieldError.tooLong(DATA.toString(), Sizes.LARGEST_DATA));
    }
    checkType(object, problems);
  }

  /** What the types that Kubernetes itself knows must hold. */
  private static void checkType(final ObjectNode object, final Problems problems) {
    final JsonNode data = object.path("data");
    switch (Fields.text(object, "type")) {
      case "kubernetes.io/service-account-token" -> {
        if (Fields.text(object.path("metadata").path("annotations"), ACCOUNT).isEmpty()) {
          problems.required(FieldPath.ROOT.child("metadata", "annotations").key(ACCOUNT));
        }
      }
      case "kubernetes.io/dockercfg" -> requireJson(data, ".dockercfg", problems);
      case "kubernetes.io/dockerconfigjson" -> requireJson(data, ".dockerconfigjson", problems);
      case "kubernetes.io/basic-auth" -> {
        if (!data.has("username") && !data.has("password")) {
          require(data, "username", problems);
          require(data, "password", problems);
        }
      }
      case "kubernetes.io/ssh-auth" -> {
        if (Fields.text(data, "ssh-privatekey").isEmpty()) {
          problems.required(DATA.key("ssh-privatekey"));
        }
      }
      case "kubernetes.io/tls" -> {
        require(data, "tls.crt", problems);
        require(data, "tls.key", problems);
      }
      default -> {
        // users' own types hold what they like
      }
    }
  }

  private static void require(final JsonNode data, final String key, final Problems problems) {
    if (!data.has(key)) {
      problems.required(DATA.key(key));
    }
  }

  private static void requireJson(final JsonNode data, final String key, final Problems problems) {
    require(data, key, problems);
    if (data.has(key) && !isJsonObject(data.path(key).asText())) {
      problems.invalid(DATA.key(key), "<secret contents redacted>", "must be a JSON object");
    }
  }

  private static boolean isJsonObject(final String encoded) {
    try {
      return JSON.readTree(Base64.getMimeDecoder().decode(encoded)).isObject();
    } catch (final IOException e) {
      return false;
    }
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    Immutability.check(object, old, List.of("data"), problems);
    if (!Fields.text(object, "type").equals(Fields.text(old, "type"))) {
      problems.invalid(FieldPath.ROOT.child("type"), object.path("type"), "field is immutable");
    }
  }
}
