package dev.miniworks.suite.scenarios;

import dev.miniworks.suite.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Who controls the built-in kinds: the cluster's own controllers or the operator, never both. When
 * it is closed nobody does, as at its beginning.
 */
final class Handover implements AutoCloseable {

  private final World world;

  Handover(World world) {
    this.world = world;
  }

  /** The operator leaves, the cluster's own controllers take over. */
  void toNative() {
    world.operators().stopMain();
    world.controlPlane().nativeControllers(true);
  }

  /** The cluster's own controllers leave, the operator takes over. */
  void toOperator() {
    world.controlPlane().nativeControllers(false);
    world.operators().startMain();
  }

  /** Every object of the namespace with its UID and version: equal only if nothing was written. */
  static Map<String, String> inventory(World world) {
    return inventory(world, object -> true);
  }

  /** The objects that pass the test with their UIDs and versions. */
  static Map<String, String> inventory(World world, Predicate<HasMetadata> test) {
    var inventory = new TreeMap<String, String>();
    world.now().objects().stream()
        .filter(test)
        .forEach(
            object ->
                inventory.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    object.getMetadata().getUid()
                        + " at version "
                        + object.getMetadata().getResourceVersion()));
    return inventory;
  }

  @Override
  public void close() {
    world.operators().stopMain();
    world.controlPlane().nativeControllers(false);
  }
}
