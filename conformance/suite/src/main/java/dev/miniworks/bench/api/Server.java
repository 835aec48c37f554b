package dev.miniworks.bench.api;

import io.fabric8.kubernetes.client.Config;

/** A server that runs in processes of its own. */
interface Server extends AutoCloseable {

  /** How a client finds it. */
  Config config();

  /** How long it took to start, as far as the server itself can say. */
  Outcome startMillis();

  /** The memory that its heap holds after a collection. */
  Outcome heapMib();

  /** The memory that its processes have resident. */
  double residentMib();

  @Override
  void close();
}
