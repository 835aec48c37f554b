package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Fields of features that are off by default; the server knows them and does not keep them. */
final class DisabledFeatures {

  private static final Map<String, List<String>> FIELDS_BY_TYPE =
      Map.of(
          "Lifecycle", List.of("stopSignal"),
          "VolumeProjection", List.of("clusterTrustBundle"));

  private DisabledFeatures() {}

  /** Takes the fields out of the value of a type, in place. */
  static void drop(final String type, final ObjectNode value) {
    value.remove(FIELDS_BY_TYPE.getOrDefault(type, List.of()));
  }
}
