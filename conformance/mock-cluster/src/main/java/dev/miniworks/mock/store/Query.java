package dev.miniworks.mock.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which objects of a resource are wanted.
 *
 * @param key only the object there
 * @param namespace only this one; empty for all
 * @param filter what an object must fulfil
 * @param terms one of these index terms has every object that fulfils the filter; empty when the
 *     index cannot help
 * @param after only those behind this key
 * @param limit at most so many; 0 for all
 */
public record Query(
    Optional<ObjectKey> key,
    Optional<String> namespace,
    List<String> terms,
    Predicate<Item> filter,
    Optional<ObjectKey> after,
    int limit) {

  public static final Query ALL =
      new Query(Optional.empty(), Optional.empty(), List.of(), item -> true, Optional.empty(), 0);

  public Query inNamespace(String wanted) {
    return new Query(key, Optional.of(wanted), terms, filter, after, limit);
  }

  Query withoutTerms() {
    return new Query(key, namespace, List.of(), filter, after, limit);
  }
}
