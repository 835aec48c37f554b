package dev.miniworks.mock.sim;

import dev.miniworks.mock.store.ObjectKey;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The addresses of one node and of the pods on it. Each node has a range of its own; an address
 * that becomes free is given away again last.
 */
final class Addresses {

  /** 10.128.0.0/9, of which every node has a /20: 2,048 nodes with 4,094 pods each. */
  private static final int PODS = (10 << 24) | (128 << 16);

  /** 172.16.0.0/12. */
  private static final int NODES = (172 << 24) | (16 << 16);

  private static final int SIZE = 1 << 12;

  private final int node;
  private final int range;
  private final BitSet taken = new BitSet();
  private final Map<ObjectKey, Integer> ofPods = new HashMap<>();
  private int next = 1;

  /**
   * @param ordinal which no other node has
   */
  Addresses(int ordinal) {
    node = NODES + ordinal + 1;
    range = PODS + ordinal * SIZE;
  }

  String node() {
    return text(node);
  }

  /** The same for each pod as long as it has not been released. */
  String of(ObjectKey pod) {
    return text(range + ofPods.computeIfAbsent(pod, any -> draw()));
  }

  void release(ObjectKey pod) {
    Integer offset = ofPods.remove(pod);
    if (offset != null) {
      taken.clear(offset);
    }
  }

  private int draw() {
    int free = taken.nextClearBit(next);
    if (free >= SIZE - 1) {
      free = taken.nextClearBit(1);
    }
    taken.set(free);
    next = free + 1;
    return free;
  }

  private static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff);
  }
}
