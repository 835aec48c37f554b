package dev.miniworks.operator.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers each owner's last writes, so that nothing is decided for it on a cache that has not
 * seen them yet: a pod just created would be created again. This is what native controllers call
 * stale controller consistency.
 */
public final class WriteLog {

  private static final Logger LOG = LoggerFactory.getLogger(WriteLog.class);

  /** After this long a cache is believed again: its versions may have been reset by a restore. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<String, List<Mark>> marks = new ConcurrentHashMap<>();

  private record Mark(Freshness cache, String namespace, long version, Instant until) {

    boolean covers(Mark other) {
      return cache == other.cache && version >= other.version;
    }
  }

  public WriteLog(Clock clock) {
    this.clock = clock;
  }

  /** Notes that a write for this owner got this version, which the cache has yet to reach. */
  public void wrote(String ownerUid, Freshness cache, String namespace, String resourceVersion) {
    Mark mark =
        new Mark(
            cache,
            namespace,
            ResourceVersions.parse(resourceVersion),
            clock.instant().plus(PATIENCE));
    marks.merge(
        ownerUid,
        List.of(mark),
        (old, added) ->
            Stream.concat(
                    old.stream().filter(known -> !mark.covers(known)),
                    old.stream().anyMatch(known -> known.covers(mark))
                        ? Stream.empty()
                        : added.stream())
                .toList());
  }

  /** Whether the caches have seen everything that was written for this owner. */
  public boolean seen(String ownerUid) {
    List<Mark> open = marks.get(ownerUid);
    if (open == null) {
      return true;
    }
    boolean seen = open.stream().allMatch(this::reached);
    if (seen) {
      marks.remove(ownerUid, open);
    }
    return seen;
  }

  /** Forgets an owner that is gone. */
  public void forget(String ownerUid) {
    marks.remove(ownerUid);
  }

  private boolean reached(Mark mark) {
    if (mark.cache().reached(mark.namespace(), mark.version())) {
      return true;
    }
    boolean late = clock.instant().isAfter(mark.until());
    if (late) {
      LOG.warn(
          "The cache of {} has not reached version {} for {}; going on without",
          mark.cache(),
          mark.version(),
          PATIENCE);
    }
    return late;
  }
}
