package dev.miniworks.tour;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.miniworks.suite.cluster.ClusterUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundTest {

  @Test
  void saysWhatToDoAboutAPortThatIsTaken(@TempDir Path directory) throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Playground.open(directory, directory, 1, port))
          .isInstanceOf(ClusterUnavailable.class)
          .hasMessage(
              "Cannot serve the API on 127.0.0.1:%d (Address already in use):"
                  + " choose another --port.",
              port);
    }
  }
}
