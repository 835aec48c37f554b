package dev.miniworks.mock.api;

import java.util.List;

/**
 * Who asks.
 *
 * @param user as authentication has it, such as {@code system:serviceaccount:default:web}
 * @param agent the client's own name, such as {@code kubectl/v1.36.3}; it names the field manager
 *     of a request that has no other
 */
public record Actor(String user, List<String> groups, String agent) {

  /** A part of the cluster itself. */
  public static Actor system(String name) {
    return new Actor("system:" + name, List.of("system:masters", "system:authenticated"), name);
  }
}
