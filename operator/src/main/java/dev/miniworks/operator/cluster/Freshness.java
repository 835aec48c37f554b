package dev.miniworks.operator.cluster;

/** How far a cache has come. */
interface Freshness {

  /** Whether everything in this namespace up to this version has reached the cache. */
  boolean reached(String namespace, long version);
}
