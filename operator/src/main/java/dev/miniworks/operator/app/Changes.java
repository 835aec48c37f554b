package dev.miniworks.operator.app;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;

/** Which changes of a resource start a pass over it: all but those of its status. */
final class Changes {

  private Changes() {}

  /** Whether spec, annotations, labels, owners or the mark of deletion differ. */
  static boolean matter(HasMetadata after, HasMetadata before) {
    ObjectMeta now = after.getMetadata();
    ObjectMeta then = before.getMetadata();
    return !Objects.equals(now.getGeneration(), then.getGeneration())
        || !Objects.equals(now.getUid(), then.getUid())
        || !Objects.equals(now.getAnnotations(), then.getAnnotations())
        || !Objects.equals(now.getLabels(), then.getLabels())
        || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp())
        || !Objects.equals(now.getOwnerReferences(), then.getOwnerReferences());
  }
}
