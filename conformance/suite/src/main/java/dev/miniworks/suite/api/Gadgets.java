package dev.miniworks.suite.api;

import dev.miniworks.suite.Timeouts;
import dev.miniworks.suite.subject.WireKind;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * A custom resource with a little of everything that a schema can say, defined when the first
 * scenario asks for it and shared by all: on a real server each definition costs a second.
 */
public final class Gadgets {

  private static final String VERSION =
      """
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: {type: integer, format: int32, minimum: 0, maximum: 100}
                color: {type: string, enum: [red, green, blue], default: red}
                code: {type: string, pattern: '^[A-Z]{3}$', maxLength: 3}
                due: {type: string, format: date-time}
                share: {x-kubernetes-int-or-string: true}
                note: {type: string, nullable: true}
                replicas: {type: integer, format: int32, default: 1}
                selector: {type: string}
                tags: {type: array, maxItems: 3, items: {type: string}, x-kubernetes-list-type: set}
                ports:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items:
                    type: object
                    required: [name]
                    properties:
                      name: {type: string}
                      number: {type: integer, default: 80}
                labels: {type: object, additionalProperties: {type: string}}
                anything: {type: object, x-kubernetes-preserve-unknown-fields: true}
            status:
              type: object
              properties:
                phase: {type: string}
                replicas: {type: integer}
                selector: {type: string}
      subresources:
        status: {}
        scale:
          specReplicasPath: .spec.replicas
          statusReplicasPath: .status.replicas
          labelSelectorPath: .status.selector
      additionalPrinterColumns:
      - {name: Size, type: integer, jsonPath: .spec.size}
      - {name: Color, type: string, jsonPath: .spec.color, priority: 1}
      - {name: Phase, type: string, jsonPath: .status.phase, description: how far it is}
      - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
      """;

  private final Wire wire;
  private final Timeouts timeouts;
  private final Leftovers leftovers;
  private final Document definition;
  private boolean defined;

  /** Nothing is defined yet. */
  public Gadgets(Server server, Timeouts timeouts, Leftovers leftovers) {
    this.wire = new Wire(server, timeouts.change().standstill());
    this.timeouts = timeouts;
    this.leftovers = leftovers;
    this.definition =
        Definitions.definition(
            "r%s.suite.miniworks.dev".formatted(UUID.randomUUID().toString().substring(0, 8)),
            "Gadget",
            VERSION);
  }

  /** The kind, which is served from then on. */
  public synchronized WireKind kind() {
    var kind = Definitions.kind(definition);
    if (!defined) {
      var definitions = Endpoint.everywhere(wire, Builtin.DEFINITION);
      definitions.create(definition).expect(201);
      leftovers.add(definitions.delete(Definitions.name(definition)));
      defined = true;
      Awaitility.await("gadgets are served")
          .pollDelay(Duration.ZERO)
          .atMost(timeouts.change().standstill())
          .until(() -> Endpoint.everywhere(wire, kind).list().send().code() == 200);
    }
    return kind;
  }
}
