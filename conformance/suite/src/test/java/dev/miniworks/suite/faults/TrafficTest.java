package dev.miniworks.suite.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests a fault may be meant for. */
class TrafficTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /api/v1/namespaces/web/pods                                           | CREATIONS
          POST   | /apis/apps/v1/namespaces/web/replicasets                              | CREATIONS
          POST   | /apis/miniworks.dev/v1alpha1/namespaces/web/minireplicasets           | CREATIONS
          POST   | /api/v1/namespaces/web/podtemplates?dryRun=All                        | JUDGEMENTS
          POST   | /api/v1/namespaces/web/events                                         | EVENTS
          PATCH  | /apis/apps/v1/namespaces/web/deployments/web/status                   | CHANGES
          PATCH  | /apis/miniworks.dev/v1alpha1/namespaces/web/minireplicasets/web-1     | CHANGES
          PATCH  | /api/v1/namespaces/web/pods/web-1-abcde                               | CHANGES
          DELETE | /api/v1/namespaces/web/pods/web-1-abcde                               | DELETIONS
          DELETE | /apis/apps/v1/namespaces/web/replicasets/web-1                        | DELETIONS
          PATCH  | /api/v1/namespaces/web/events/web.17                                  |
          GET    | /api/v1/namespaces/web/pods                                           |
          PATCH  | /apis/coordination.k8s.io/v1/namespaces/web/leases/miniworks          |
          POST   | /apis/apps/v1/namespaces/miniworks-system/replicasets                 |
          POST   | /apis/authorization.k8s.io/v1/selfsubjectaccessreviews                |
          """)
  void eachRequestIsOfOneKindAtMost(String method, String uri, Traffic kind) {
    assertThat(Arrays.stream(Traffic.values()).filter(t -> t.includes("web", method, uri)))
        .isEqualTo(kind == null ? List.of() : List.of(kind));
  }
}
