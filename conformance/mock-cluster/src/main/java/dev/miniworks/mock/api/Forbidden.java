package dev.miniworks.mock.api;

import dev.miniworks.mock.store.GroupResource;

/** Puts into words that somebody may not do something, as the API server does. */
public final class Forbidden {

  private Forbidden() {}

  static ApiException because(Actor actor, String verb, Target target) {
    String part = target.subresource().isEmpty() ? "" : "/" + target.subresource();
    return ApiException.forbidden(
        new GroupResource(target.group(), target.resource()),
        target.name(),
        "User \"%s\" cannot %s resource \"%s%s\" in API group \"%s\" %s"
            .formatted(
                actor.user(),
                verb,
                target.resource(),
                part,
                target.group(),
                target.namespace().isEmpty()
                    ? "at the cluster scope"
                    : "in the namespace \"" + target.namespace() + "\""));
  }

  /** For a path that leads to no object, such as one of discovery. */
  public static ApiException path(Actor actor, String verb, String path) {
    return ApiException.of(
            403,
            "Forbidden",
            "forbidden: User \"%s\" cannot %s path \"%s\"".formatted(actor.user(), verb, path))
        .withDetails();
  }
}
