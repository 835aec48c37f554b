package dev.miniworks.mock.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Strategy;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BuiltInStrategiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BuiltInStrategies STRATEGIES = BuiltInStrategies.load();

  private static ObjectNode json(final String text) throws Exception {
    return JSON.readValue(text.replace('\'', '"'), ObjectNode.class);
  }

  private static Strategy of(final String kind) {
    return STRATEGIES.of(kind).orElseThrow();
  }

  @Test
  void knowsNothingOfOtherKinds() {
    assertThat(STRATEGIES.of("minideployments.miniworks.dev")).isEmpty();
    assertThat(STRATEGIES.all()).hasSizeGreaterThan(30).containsKey("deployments.apps");
  }

  /** However little an object says, each kind can take it through all steps. */
  @TestFactory
  Stream<DynamicTest> copesWithEmptyObjects() {
    return STRATEGIES.all().keySet().stream()
        .flatMap(
            kind ->
                Stream.of("{}", "{'metadata': null, 'spec': null, 'status': null}", "{'spec': {}}")
                    .map(
                        text ->
                            dynamicTest(kind + " " + text, () -> takeThroughAllSteps(kind, text))));
  }

  private static void takeThroughAllSteps(final String kind, final String text) throws Exception {
    final Strategy strategy = of(kind);
    final ObjectNode object = json(text);
    assertThat(strategy.undecodable(object)).isEmpty();
    strategy.prune(object);
    strategy.fillDefaults(object);
    strategy.prepareCreate(object);
    final ObjectNode once = object.deepCopy();
    strategy.fillDefaults(object);
    strategy.prepareUpdate(object, once);
    assertThat(object).isEqualTo(once);
    assertThat(strategy.validateUpdate(object, once))
        .isEqualTo(strategy.validateUpdate(once, once));
    strategy.validateCreate(object);
    strategy.validateStatus(object, once);
  }

  @Test
  void selectsAJobsPodsByItsUid() throws Exception {
    final ObjectNode job =
        json(
            "{'metadata': {'name': 'once', 'uid': 'u-1'}, 'spec': {'template': {'spec':"
                + " {'restartPolicy': 'Never', 'containers': [{'name': 'a', 'image': 'a'}]}}}}");
    of("jobs.batch").fillDefaults(job);
    of("jobs.batch").prepareCreate(job);
    assertThat(job.at("/spec/selector/matchLabels"))
        .isEqualTo(json("{'batch.kubernetes.io/controller-uid': 'u-1'}"));
    assertThat(job.at("/spec/template/metadata/labels/job-name").asText()).isEqualTo("once");
    assertThat(of("jobs.batch").validateCreate(job)).isEmpty();
  }

  @Test
  void closesAConfigMapForGood() throws Exception {
    final ObjectNode closed = json("{'immutable': true, 'data': {'a': 'b'}}");
    final Strategy strategy = of("configmaps");
    assertThat(strategy.validateUpdate(closed.deepCopy(), closed)).isEmpty();
    assertThat(strategy.validateUpdate(json("{'immutable': true, 'data': {}}"), closed))
        .singleElement()
        .satisfies(error -> assertThat(error.field()).isEqualTo("data"));
  }

  @Test
  void countsTheTemplatesOfADaemonSet() throws Exception {
    final Strategy strategy = of("daemonsets.apps");
    final String template = "{'spec': {'template': {'spec': {'containers': [{'image': '%s'}]}}}}";
    final ObjectNode first = json(String.format(template, "a"));
    strategy.fillDefaults(first);
    strategy.prepareCreate(first);
    final ObjectNode second = json(String.format(template, "b"));
    strategy.fillDefaults(second);
    strategy.prepareUpdate(second, first);
    final JsonNode annotations = second.at("/metadata/annotations");
    assertThat(annotations.path("deprecated.daemonset.template.generation").asText())
        .isEqualTo("2");
  }
}
