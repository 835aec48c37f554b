package dev.miniworks.bench.api;

import dev.miniworks.bench.CleanUp;
import dev.miniworks.bench.Lab;
import dev.miniworks.bench.ProcessUsage;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;

/** A kube-apiserver with its etcd, and nobody else at work. */
final class RealServer implements Server {

  private static final Map<String, String> CONTROL_PLANE = Map.of("KCM", "off", "NODES", "0");

  private final Lab lab;
  private final CleanUp cleanUp;

  private RealServer(Lab lab, CleanUp cleanUp) {
    this.lab = lab;
    this.cleanUp = cleanUp;
  }

  static RealServer start(Path home, Path directory) throws IOException {
    var cleanUp = new CleanUp();
    var lab = Lab.start(home, directory, cleanUp, CONTROL_PLANE);
    // it would watch the pods, and none of them is for it
    ProcessHandle.of(lab.pid("scheduler")).ifPresent(ProcessHandle::destroy);
    return new RealServer(lab, cleanUp);
  }

  @Override
  public Config config() {
    return lab.config();
  }

  @Override
  public Outcome startMillis() {
    return new Outcome.Cannot("no JVM");
  }

  @Override
  public Outcome heapMib() {
    return new Outcome.Cannot("no JVM");
  }

  @Override
  public double residentMib() {
    return LongStream.of(lab.pid("apiserver"), lab.pid("etcd"))
        .mapToDouble(ProcessUsage::residentMib)
        .sum();
  }

  @Override
  public void close() {
    cleanUp.close();
  }
}
