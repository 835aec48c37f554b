package dev.miniworks.mock;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Writes kubeconfigs. */
final class Kubeconfig {

  private Kubeconfig() {}

  static String of(String url, Optional<String> certificate, String user, String token) {
    String authority =
        certificate
            .map(pem -> Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)))
            .map(encoded -> "    certificate-authority-data: " + encoded + "\n")
            .orElse("");
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: mock
          cluster:
            server: %s
        %susers:
        - name: "%s"
          user:
            token: %s
        contexts:
        - name: mock
          context:
            cluster: mock
            user: "%s"
        current-context: mock
        """
        .formatted(url, authority, user, token, user);
  }
}
