package dev.miniworks.suite.api;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What scenarios leave behind, deleted when all have run. Hundreds of namespaces deleted in between
 * would keep the scenarios waiting that are about the deletion of namespaces.
 */
public final class Leftovers implements AutoCloseable {

  private final Queue<Request> deletions = new ConcurrentLinkedQueue<>();

  /** Nothing is left behind yet. */
  public Leftovers() {}

  void add(Request deletion) {
    deletions.add(deletion);
  }

  @Override
  public void close() {
    deletions.forEach(Request::send);
  }
}
