package dev.miniworks.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a kubeconfig is said in one line, before anything is guessed. */
class ConnectionTest {

  private static final String USABLE =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
      users: [{name: u, user: {token: secret}}]
      contexts: [{name: x, context: {cluster: c, user: u}}]
      current-context: x
      """;

  @TempDir private Path folder;

  @Test
  void usable() throws IOException {
    try (var client = connect(USABLE)) {
      assertThat(client.getConfiguration().getMasterUrl()).startsWith("https://127.0.0.1:1");
      assertThat(client.getConfiguration().getAutoOAuthToken()).isEqualTo("secret");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          current-context: x  | current-context: y   | it names a current-context y, but does not have it
          current-context: x  | current-context: ''  | it names no current-context
          cluster: c,         | cluster: d,          | it names a server of cluster d, but does not have it
          https://127.0.0.1:1 | ''                   | it names a server of cluster c, but does not have it
          user: u             | user: v              | it names a user v, but does not have it
          {token: secret}     | {client-certificate: /no.crt, client-key: /no.key} | /no.crt does not exist
          {token: secret}     | {exec: {apiVersion: client.authentication.k8s.io/v1, command: /no-such-command}} | its command /no-such-command gives no credentials; run it to see why
          clusters: [         | clusters: [[         | it is no kubeconfig in YAML (line 3, column 11)
          apiVersion: v1      | '- nothing'          | it is no kubeconfig in YAML (line 1, column 1)
          """)
  void unusable(String text, String instead, String complaint) {
    assertThatThrownBy(() -> connect(USABLE.replace(text, instead)))
        .isInstanceOf(StartupException.class)
        .hasMessage("The kubeconfig " + file() + " cannot be used: " + complaint + ".")
        .extracting(refusal -> ((StartupException) refusal).exitCode())
        .isEqualTo(ExitCode.KUBECONFIG);
  }

  @Test
  void empty() {
    assertThatThrownBy(() -> connect("")).hasMessageEndingWith("it is no kubeconfig in YAML.");
  }

  @Test
  void notThere() {
    assertThatThrownBy(() -> Connection.client(Optional.of(file().toString()), Duration.ZERO))
        .hasMessageEndingWith("no such file.");
  }

  @Test
  void folderInsteadOfFile() {
    assertThatThrownBy(() -> Connection.client(Optional.of(folder.toString()), Duration.ZERO))
        .hasMessageEndingWith("it is no file.");
  }

  private io.fabric8.kubernetes.client.KubernetesClient connect(String kubeconfig)
      throws IOException {
    return Connection.client(
        Optional.of(Files.writeString(file(), kubeconfig).toString()), Duration.ofSeconds(1));
  }

  private Path file() {
    return folder.resolve("kubeconfig");
  }
}
