package dev.miniworks.operator.integration;

import static dev.miniworks.operator.integration.Manifests.deployment;
import static dev.miniworks.operator.integration.OnMock.OWN_NAMESPACE;
import static dev.miniworks.operator.integration.OnMock.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.miniworks.mock.api.Verb;
import dev.miniworks.operator.app.ExitCode;
import dev.miniworks.operator.app.StartupException;
import dev.miniworks.operator.kinds.Family;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the operator starts, refuses to, and has to leave. */
class StartOnMockTest {

  @TempDir private Path folder;

  @Test
  void withoutDefinitionsItSaysWhichAreMissing() throws IOException {
    try (var mock = new OnMock(folder).withNamespace().withRights("mini", "leader-election")) {
      refused(() -> mock.operated(Family.MINI, true), ExitCode.CRD_MISSING, "minideployments");
    }
  }

  @Test
  void withoutItsNamespaceItSaysSo() throws IOException {
    try (var mock = new OnMock(folder).withDefinitions().withRights("mini", "leader-election")) {
      refused(() -> mock.operated(Family.MINI, true), ExitCode.NAMESPACE_MISSING, OWN_NAMESPACE);
    }
  }

  @Test
  void withoutRightsItNamesThem() throws IOException {
    try (var mock = new OnMock(folder).withDefinitions().withNamespace()) {
      refused(
          () -> mock.operated(Family.MINI, true),
          ExitCode.RIGHTS_MISSING,
          "minideployments.miniworks.dev (get, list, watch");
    }
  }

  @Test
  void withTheNativeFamilyItRunsBuiltInKinds() throws IOException, InterruptedException {
    try (var mock =
        new OnMock(folder)
            .withNamespace()
            .withRights("native", "native-probe", "leader-election")
            .operated(Family.NATIVE, false)) {
      var mini = deployment("web", 2);
      mock.client()
          .resource(
              new DeploymentBuilder()
                  .withNewMetadata()
                  .withName("web")
                  .endMetadata()
                  .withSpec(mini.getSpec())
                  .build())
          .inNamespace(OnMock.NAMESPACE)
          .create();
      within().untilAsserted(() -> assertThat(available(mock)).isEqualTo(2));
    }
  }

  private static int available(OnMock mock) {
    Deployment web =
        mock.client().apps().deployments().inNamespace(OnMock.NAMESPACE).withName("web").get();
    return web.getStatus() == null || web.getStatus().getAvailableReplicas() == null
        ? 0
        : web.getStatus().getAvailableReplicas();
  }

  @Test
  void whoLosesTheLeaseEndsAndWritesNoMore() throws IOException, InterruptedException {
    try (var mock =
        new OnMock(folder)
            .withDefinitions()
            .withNamespace()
            .withRights("mini", "leader-election")
            .operated(Family.MINI, true)) {
      var leases = mock.client().leases().inNamespace(OWN_NAMESPACE).withName("miniworks");
      leases.edit(StartOnMockTest::taken);
      within().until(() -> mock.halted().isDone());
      assertThat(mock.halted()).isCompletedWithValue(ExitCode.LEADERSHIP_LOST);
      mock.cluster().history().clear();
      mock.create(deployment("late", 2));
      within().until(() -> mock.hasSeen("minideployments", "late"));
      assertThat(mock.requests(Verb.CREATE, "minireplicasets")).isEmpty();
    }
  }

  private static Lease taken(Lease lease) {
    lease.getSpec().setHolderIdentity("someone-else");
    lease.getSpec().setLeaseTransitions(lease.getSpec().getLeaseTransitions() + 1);
    return lease;
  }

  private static void refused(ThrowingCallable start, ExitCode code, String words) {
    assertThatThrownBy(start)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(words)
        .extracting(refusal -> ((StartupException) refusal).exitCode())
        .isEqualTo(code);
  }
}
