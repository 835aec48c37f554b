package dev.miniworks.bench.api;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The client's own mock server, in its mode that stores objects, in a process of its own. */
final class CrudProgram {

  /** Held, since a level is forgotten with its logger. It would log each request. */
  private static final Logger LOG = Logger.getLogger("io.fabric8.mockwebserver");

  private CrudProgram() {}

  public static void main(String[] args) throws IOException {
    LOG.setLevel(Level.WARNING);
    Hosted.serve(CrudProgram::start);
  }

  private static String start() {
    var server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false);
    server.init(InetAddress.getLoopbackAddress(), 0);
    return "http://127.0.0.1:" + server.getPort();
  }
}
