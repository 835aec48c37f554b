package dev.miniworks.mock.api;

import dev.miniworks.mock.store.ObjectStore;

/** Answers requests to subresources other than the status. */
final class Subresources {

  Subresources(ObjectStore store, Surroundings surroundings, Writes writes, Deletions deletions) {}

  Answer handle(ResourceType type, Request request) {
    throw ApiException.noSuchResource();
  }
}
