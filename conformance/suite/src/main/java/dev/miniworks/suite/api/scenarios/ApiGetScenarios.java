package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Samples;

/** Reading one object. */
final class ApiGetScenarios {

  @Scenario(
      id = "api.get.missing",
      proves = "what does not exist is answered with NotFound and its name")
  void missing(Api api) {
    api.configMaps()
        .get("a")
        .refused(404, "NotFound")
        .about("configmaps", "a")
        .says("configmaps \"a\" not found");
    api.deployments().get("a").refused(404, "NotFound").says("deployments.apps \"a\" not found");
  }

  @Scenario(id = "api.get.version", proves = "a get at a version or 0 answers the object as it is")
  void getVersion(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    assertThat(api.configMaps().get("a").with("resourceVersion", created.version()).expect(200))
        .isEqualTo(created);
  }
}
