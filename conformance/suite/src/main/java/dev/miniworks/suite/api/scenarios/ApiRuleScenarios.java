package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Definitions;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.Endpoint;
import dev.miniworks.suite.api.PatchType;

/** Rules in the schemas of custom resources. */
final class ApiRuleScenarios {

  @Scenario(
      id = "api.rule.message",
      proves = "an object that breaks a rule is refused with the rule's message and place",
      needs = Capability.VALIDATION_RULES)
  void message(Api api) {
    var widgets =
        define(
            api,
            """
            type: object
            x-kubernetes-validations:
            - {rule: 'self.low <= self.high', message: low must not exceed high}
            - {rule: 'self.high < 100'}
            properties:
              low: {type: integer, default: 0}
              high: {type: integer, default: 10}
            """);
    widgets
        .create("{metadata: {name: a}, spec: {low: 20}}")
        .refused(422, "Invalid")
        .about("Widget", "a")
        .cause("FieldValueInvalid", "spec", "low must not exceed high")
        .causes(1);
    widgets
        .create("{metadata: {name: a}, spec: {high: 100}}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec", "failed rule: self.high < 100");
    widgets.create("{metadata: {name: a}, spec: {low: 10}}").expect(201);
    widgets
        .patch(PatchType.MERGE, "a", "spec: {low: 11}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec", "low must not exceed high");
  }

  @Scenario(
      id = "api.rule.immutable",
      proves = "a rule about the old value holds for updates, not for the first write",
      needs = Capability.VALIDATION_RULES)
  void immutable(Api api) {
    var widgets =
        define(
            api,
            """
            type: object
            properties:
              color:
                type: string
                x-kubernetes-validations: [{rule: self == oldSelf, message: is immutable}]
              size: {type: integer}
            """);
    var created = widgets.create("{metadata: {name: a}, spec: {color: red, size: 1}}").expect(201);
    widgets
        .update(created.with("/spec/color", "blue"))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.color", "Invalid value: \"blue\": is immutable");
    assertThat(widgets.update(created.with("/spec/size", 2)).expect(200).number("/spec/size"))
        .isEqualTo(2);
  }

  @Scenario(
      id = "api.rule.words",
      proves = "a rule can compute its message, choose its place and its reason",
      needs = Capability.VALIDATION_RULES)
  void words(Api api) {
    var widgets =
        define(
            api,
            """
            type: object
            x-kubernetes-validations:
            - rule: '!has(self.secret)'
              messageExpression: '"no secrets for " + self.name'
              fieldPath: .secret
              reason: FieldValueForbidden
            properties:
              name: {type: string, maxLength: 20, default: us}
              secret: {type: string}
            """);
    widgets
        .create("{metadata: {name: a}, spec: {secret: x}}")
        .refused(422, "Invalid")
        .cause("FieldValueForbidden", "spec.secret", "Forbidden: no secrets for us");
  }

  @Scenario(
      id = "api.rule.lists",
      proves = "rules look into lists and maps with the usual macros",
      needs = Capability.VALIDATION_RULES)
  void lists(Api api) {
    var widgets =
        define(
            api,
            """
            type: object
            x-kubernetes-validations:
            - {rule: 'self.ports.all(p, p > 0 && p < 65536)', message: ports must be ports}
            - {rule: 'self.labels.exists(k, k == "app")', message: the label app is missing}
            - {rule: 'self.name.startsWith("w-") && size(self.name) < 10', message: odd name}
            - {rule: 'self.name.matches("^[a-z-]+$")', message: no letters}
            properties:
              ports: {type: array, maxItems: 10, items: {type: integer}, default: []}
              labels: {type: object, maxProperties: 10, additionalProperties: {type: string, maxLength: 63}}
              name: {type: string, maxLength: 63}
            required: [labels, name]
            """);
    var good = "{metadata: {name: a}, spec: {labels: {app: x}, name: w-one, ports: [80]}}";
    var document = widgets.document(good);
    widgets
        .create(document.with("/spec/ports/-", 70000))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec", "ports must be ports");
    widgets
        .create(document.with("/spec/labels", Document.yaml("other: x")))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec", "the label app is missing");
    widgets
        .create(document.with("/spec/name", "w-UPPER1234"))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec", "odd name")
        .cause("FieldValueInvalid", "spec", "no letters")
        .causes(2);
    widgets.create(document).expect(201);
  }

  @Scenario(
      id = "api.rule.in-elements",
      proves = "a rule of an element names the element's place",
      needs = Capability.VALIDATION_RULES)
  void inElements(Api api) {
    var widgets =
        define(
            api,
            """
            type: object
            properties:
              ports:
                type: array
                maxItems: 10
                items:
                  type: object
                  x-kubernetes-validations:
                  - {rule: 'self.from <= self.to', message: the wrong way round}
                  properties:
                    from: {type: integer, default: 0}
                    to: {type: integer, default: 0}
            """);
    widgets
        .create("{metadata: {name: a}, spec: {ports: [{to: 1}, {from: 2, to: 1}]}}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.ports[1]", "the wrong way round")
        .causes(1);
  }

  @Scenario(
      id = "api.rule.schema-first",
      proves = "rules are not asked about a value that its schema refuses",
      needs = Capability.VALIDATION_RULES)
  void schemaFirst(Api api) {
    var widgets =
        define(
            api,
            """
            type: object
            x-kubernetes-validations: [{rule: self.size < 10, message: too big}]
            properties: {size: {type: integer}}
            required: [size]
            """);
    widgets
        .create("{metadata: {name: a}, spec: {size: many}}")
        .refused(422, "Invalid")
        .cause("FieldValueTypeInvalid", "spec.size", "integer");
  }

  @Scenario(
      id = "api.rule.bad-rule",
      proves = "a definition with a rule that cannot be compiled, or costs too much, is refused",
      needs = Capability.VALIDATION_RULES)
  void badRule(Api api) {
    var place = "openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule";
    api.definitions()
        .create(
            definition(
                api,
                """
                type: object
                x-kubernetes-validations: [{rule: self.sise < 10}]
                properties: {size: {type: integer}}
                """))
        .refused(422, "Invalid")
        .says(place + ": Invalid value:", "undefined field 'sise'");
    api.definitions()
        .create(
            definition(
                api,
                """
                type: object
                x-kubernetes-validations:
                - {rule: 'self.a.all(x, self.a.all(y, self.a.all(z, x != y + z)))'}
                properties: {a: {type: array, items: {type: string}}}
                """))
        .refused(422, "Invalid")
        .says(place + ": Forbidden: estimated rule cost exceeds budget");
  }

  private static Endpoint define(Api api, String spec) {
    return api.define(definition(api, spec));
  }

  private static Document definition(Api api, String spec) {
    return Definitions.definition(
            api.ownGroup(), "Widget", "{schema: {openAPIV3Schema: {type: object}}}")
        .with("/spec/versions/0/schema/openAPIV3Schema/properties/spec", Document.yaml(spec));
  }
}
