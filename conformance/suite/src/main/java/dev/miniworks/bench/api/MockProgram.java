package dev.miniworks.bench.api;

import dev.miniworks.mock.MockCluster;
import java.io.IOException;

/** The mock cluster's API in a process of its own. Argument: {@code plain} or {@code tls}. */
final class MockProgram {

  private MockProgram() {}

  public static void main(String[] args) throws IOException {
    var cluster = MockCluster.builder().history(0);
    if (args[0].equals("tls")) {
      cluster.tls();
    }
    Hosted.serve(() -> cluster.start().url());
  }
}
