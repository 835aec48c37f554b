package dev.miniworks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the figures were measured on.
 *
 * @param cpu the processor's name
 * @param memory in GiB
 * @param load how many threads wanted to run in the minute before the start; what is beyond the
 *     benchmark's own makes the figures worthless
 * @param kubernetes version of the API server
 */
public record Machine(
    String cpu,
    int cores,
    long memory,
    String system,
    String java,
    double load,
    String kubernetes) {

  private static final long KIB_PER_GIB = 1L << 20;

  /** This machine, as it is now. */
  public static Machine here(String kubernetes) {
    return new Machine(
        value("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Math.round(
            Double.parseDouble(value("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                / KIB_PER_GIB),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        loadAverage(),
        kubernetes);
  }

  /** The same machine, with the version of an API server that came to be known later. */
  public Machine running(String version) {
    return new Machine(cpu, cores, memory, system, java, load, version);
  }

  private static double loadAverage() {
    return Double.parseDouble(text("/proc/loadavg").split(" ")[0]);
  }

  private static String value(String file, String key) {
    return text(file)
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
