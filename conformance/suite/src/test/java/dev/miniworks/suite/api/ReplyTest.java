package dev.miniworks.suite.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.miniworks.suite.Timeouts;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.http.HttpHeaders;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A judge that nobody judges: what a refusal has to look like. */
class ReplyTest {

  private static final String GOOD =
      """
      {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 422, "reason": "Invalid",
       "message": "it is no good",
       "details": {"kind": "pods", "name": "a", "causes": [
         {"reason": "FieldValueInvalid", "field": "spec.x", "message": "must be y"}]}}
      """;

  @Test
  void aProperRefusalPasses() {
    reply(422, GOOD)
        .refused(422, "Invalid")
        .says("no good")
        .about("pods", "a")
        .cause("FieldValueInvalid", "spec.x", "must", "y")
        .causes(1);
  }

  @Test
  void everyDeviationFails() {
    fails(() -> reply(400, GOOD).refused(422, "Invalid"));
    fails(() -> reply(422, GOOD).refused(422, "BadRequest"));
    fails(() -> reply(422, GOOD.replace("\"code\": 422", "\"code\": 400")).refused(422, "Invalid"));
    fails(() -> reply(422, GOOD.replace("Failure", "Success")).refused(422, "Invalid"));
    fails(() -> reply(422, GOOD.replace("\"Status\"", "\"Pod\"")).refused(422, "Invalid"));
    fails(() -> reply(422, "no JSON").refused(422, "Invalid"));
    var refusal = reply(422, GOOD).refused(422, "Invalid");
    fails(() -> refusal.says("no good", "other"));
    fails(() -> refusal.about("pods", "b"));
    fails(() -> refusal.cause("FieldValueInvalid", "spec.y"));
    fails(() -> refusal.cause("FieldValueRequired", "spec.x"));
    fails(() -> refusal.cause("FieldValueInvalid", "spec.x", "must be z"));
    fails(() -> refusal.causes(2));
  }

  private static void fails(Runnable check) {
    assertThatThrownBy(check::run).isInstanceOf(AssertionError.class);
  }

  private static Reply reply(int code, String body) {
    var config = new ConfigBuilder().withMasterUrl("http://127.0.0.1:1/").build();
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      var wire = new Wire(Server.of(client), Timeouts.DEFAULT.change().standstill());
      return new Reply(
          Request.of(wire, "GET", "/"), code, HttpHeaders.of(Map.of(), (k, v) -> true), body);
    }
  }
}
