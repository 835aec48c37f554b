package dev.miniworks.mock.http;

import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Tokens;
import dev.miniworks.mock.api.Tokens.User;
import java.util.List;
import java.util.Optional;

/** Finds out who asks, by a bearer token. A token that is not known is refused. */
public final class Authenticator {

  private static final String SCHEME = "Bearer ";
  private static final User ADMINISTRATOR =
      new User("kubernetes-admin", List.of("system:masters", "system:authenticated"));

  private static final User ANONYMOUS =
      new User("system:anonymous", List.of("system:unauthenticated"));

  private final Tokens tokens;
  private final User unknown;

  /**
   * @param strangers whether who shows no token is a stranger, and not the administrator
   */
  public Authenticator(Tokens tokens, boolean strangers) {
    this.tokens = tokens;
    this.unknown = strangers ? ANONYMOUS : ADMINISTRATOR;
  }

  /** Whether nobody knows who this is. */
  static boolean isStranger(Actor actor) {
    return actor.user().equals(ANONYMOUS.name());
  }

  Actor actor(Optional<String> authorization, String agent) {
    Optional<String> token =
        authorization
            .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(header -> header.substring(SCHEME.length()).trim());
    Optional<User> user = token.isPresent() ? token.flatMap(tokens::find) : Optional.of(unknown);
    return user.map(known -> new Actor(known.name(), known.groups(), agent))
        .orElseThrow(() -> ApiException.of(401, "Unauthorized", "Unauthorized"));
  }
}
