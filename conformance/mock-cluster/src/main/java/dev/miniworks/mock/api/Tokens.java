package dev.miniworks.mock.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The bearer tokens that are known, each standing for a user. */
public final class Tokens {

  /** Who a token stands for. */
  public record User(String name, List<String> groups) {}

  private final Map<String, User> users = new ConcurrentHashMap<>();

  public void put(String token, User user) {
    users.put(token, user);
  }

  public Optional<User> find(String token) {
    return Optional.ofNullable(users.get(token));
  }

  /** A new token for a service account, in the form of a JSON web token without a signature. */
  String issue(String namespace, String account, String id) {
    User user =
        new User(
            "system:serviceaccount:" + namespace + ":" + account,
            List.of(
                "system:serviceaccounts",
                "system:serviceaccounts:" + namespace,
                "system:authenticated"));
    String token =
        encoded("{\"alg\":\"none\"}")
            + "."
            + encoded("{\"sub\":\"" + user.name() + "\",\"jti\":\"" + id + "\"}")
            + ".";
    users.put(token, user);
    return token;
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
