package dev.miniworks.cli.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.miniworks.cli.kubectl.Targets.Every;
import dev.miniworks.cli.kubectl.Targets.Name;
import dev.miniworks.cli.kubectl.Targets.Named;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ArgumentsTest {

  private static final Name WEB = new Name(Kind.MINI_DEPLOYMENT, "web");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mdeploy",
        "MiniDeployment",
        "minideployments",
        "minideployments.miniworks.dev",
        "minideployment.v1alpha1.miniworks.dev"
      })
  void knowsAKindByAllItsNames(String name) {
    assertThat(Kind.named(name)).isEqualTo(Kind.MINI_DEPLOYMENT);
  }

  @ParameterizedTest
  @CsvSource({"minideploymnt,minideployment", "mdeplyo,mdeploy", "deplyments,deployments"})
  void namesTheNearestKind(String typed, String meant) {
    assertThatThrownBy(() -> Kind.named(typed))
        .hasMessage(
            "the server doesn't have a resource type \"%s\"; did you mean \"%s\"?"
                .formatted(typed, meant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pods", "sts", "svc", "job"})
  void guessesNothingFarFetched(String name) {
    assertThatThrownBy(() -> Kind.named(name)).hasMessageContaining("Use kubectl itself");
  }

  @Test
  void readsObjectsInKubectlsForms() {
    var none = Optional.<String>empty();
    assertThat(Targets.of(List.of("mdeploy/web"), none)).isEqualTo(new Named(List.of(WEB)));
    assertThat(Targets.of(List.of("mdeploy", "web"), none)).isEqualTo(new Named(List.of(WEB)));
    assertThat(Targets.of(List.of("mdeploy,rs"), Optional.of("app=web")))
        .isEqualTo(
            new Every(List.of(Kind.MINI_DEPLOYMENT, Kind.REPLICA_SET), Optional.of("app=web")));
  }

  @ParameterizedTest
  @CsvSource({
    "mdeploy/web more,there is no need to specify a resource type",
    "mdeploy/web/x,may not have more than one slash",
    "mdeploy/,must have a single resource and name"
  })
  void refusesFormsThatMakeNoSense(String arguments, String why) {
    assertThatThrownBy(() -> Targets.of(List.of(arguments.split(" ")), Optional.empty()))
        .hasMessageContaining(why);
  }

  @Test
  void tellsObjectsFromImages() {
    var parsed = ImageChange.Arguments.of(List.of("mdeploy", "web", "a=x:1", "b=y@sha256:z=="));
    assertThat(parsed.targets()).containsExactly("mdeploy", "web");
    assertThat(parsed.change().images()).isEqualTo(Map.of("a", "x:1", "b", "y@sha256:z=="));
    assertThatThrownBy(() -> ImageChange.Arguments.of(List.of("mdeploy/web")))
        .hasMessage("at least one image update is required");
    assertThatThrownBy(() -> ImageChange.Arguments.of(List.of("a=b", "mdeploy/web")))
        .hasMessage("all resources must be specified before image changes: mdeploy/web");
    assertThatThrownBy(() -> ImageChange.Arguments.of(List.of("mdeploy/web", "*=a", "b=c")))
        .hasMessageContaining("all containers are already specified by *");
  }

  @Test
  void setsImagesOfTheContainersThatAreNamed() {
    var object =
        new Resource(
            Kind.MINI_DEPLOYMENT,
            Samples.yaml(
                "spec: {template: {spec: {initContainers: [{name: i, image: a}],"
                    + " containers: [{name: c, image: a}, {name: d, image: b}]}}}"));
    assertThat(new ImageChange(Map.of("*", "b")).patch(object))
        .isEqualTo(
            Samples.yaml(
                """
                - {op: test, path: /spec/template/spec/initContainers/0/name, value: i}
                - {op: add, path: /spec/template/spec/initContainers/0/image, value: b}
                - {op: test, path: /spec/template/spec/containers/0/name, value: c}
                - {op: add, path: /spec/template/spec/containers/0/image, value: b}
                """));
    assertThat(new ImageChange(Map.of("d", "b")).patch(object)).isEmpty();
    assertThat(new ImageChange(Map.of("d", "b", "x", "b")).unknownIn(object)).containsExactly("x");
  }

  @ParameterizedTest
  @CsvSource({"0,PT0S", "90s,PT1M30S", "1h30m,PT1H30M", "1.5s,PT1.5S", "250ms,PT0.25S"})
  void readsDurations(String text, Duration duration) {
    assertThat(new GoDuration().convert(text)).isEqualTo(duration);
  }

  @Test
  void refusesADurationWithoutUnit() {
    assertThatThrownBy(() -> new GoDuration().convert("5"))
        .isInstanceOf(TypeConversionException.class);
  }
}
