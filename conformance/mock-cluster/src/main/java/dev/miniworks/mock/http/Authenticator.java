package dev.miniworks.mock.http;

import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Tokens;
import dev.miniworks.mock.api.Tokens.User;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who asks, by a bearer token. A token that is not known is refused, as is none at all
 * when tokens are required; else who shows none is the administrator.
 */
public final class Authenticator {

  private static final String SCHEME = "Bearer ";
  private static final User ADMINISTRATOR =
      new User("kubernetes-admin", List.of("system:masters", "system:authenticated"));

  private final Tokens tokens;
  private final boolean required;

  public Authenticator(Tokens tokens, boolean required) {
    this.tokens = tokens;
    this.required = required;
  }

  Actor actor(Optional<String> authorization, String agent) {
    Optional<String> token =
        authorization
            .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(header -> header.substring(SCHEME.length()).trim());
    Optional<User> user =
        token.isPresent()
            ? token.flatMap(tokens::find)
            : required ? Optional.empty() : Optional.of(ADMINISTRATOR);
    return user.map(known -> new Actor(known.name(), known.groups(), agent))
        .orElseThrow(() -> ApiException.of(401, "Unauthorized", "Unauthorized"));
  }
}
