package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** Where the pods of a service can be reached. */
final class EndpointSliceRules implements KindRules {

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    problems.oneOf(
        object.path("addressType"), FieldPath.ROOT.child("addressType"), "FQDN", "IPv4", "IPv6");
    final JsonNode endpoints = object.path("endpoints");
    for (int i = 0; i < endpoints.size(); i++) {
      if (endpoints.get(i).path("addresses").isEmpty()) {
        problems.required(
            FieldPath.ROOT.child("endpoints").index(i).child("addresses"),
            "must contain at least 1 address");
      }
    }
    final JsonNode ports = object.path("ports");
    for (int i = 0; i < ports.size(); i++) {
      problems.oneOf(
          ports.get(i).path("protocol"),
          FieldPath.ROOT.child("ports").index(i).child("protocol"),
          "SCTP",
          "TCP",
          "UDP");
    }
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    if (!object.path("addressType").equals(old.path("addressType"))) {
      problems.invalid(
          FieldPath.ROOT.child("addressType"), object.path("addressType"), "field is immutable");
    }
  }
}
