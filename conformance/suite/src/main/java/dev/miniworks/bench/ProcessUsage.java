package dev.miniworks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process used, from Linux' {@code /proc}.
 *
 * @param cpuSeconds of all its threads, in user and kernel mode
 * @param peakRss the most memory that it had resident since its start, in MiB
 */
public record ProcessUsage(double cpuSeconds, double peakRss) {

  /** Linux reports in this unit on every architecture that Kubernetes runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final double KIB_PER_MIB = 1024;

  /**
   * What the process has used since its start.
   *
   * @throws UncheckedIOException when there is no such process
   */
  static ProcessUsage of(long pid) {
    var folder = Path.of("/proc", Long.toString(pid));
    try {
      return parse(
          Files.readString(folder.resolve("stat")), Files.readString(folder.resolve("status")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what process " + pid + " uses", e);
    }
  }

  /** The memory that a process has resident now, in MiB. */
  public static double residentMib(long pid) {
    try {
      return mib(Files.readString(Path.of("/proc", Long.toString(pid), "status")), "VmRSS:");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what process " + pid + " uses", e);
    }
  }

  /** What it used since then. */
  ProcessUsage since(ProcessUsage start) {
    return new ProcessUsage(cpuSeconds - start.cpuSeconds, peakRss);
  }

  static ProcessUsage parse(String stat, String status) {
    // The second field, the program's name in parentheses, may itself hold blanks and parentheses.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    var ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return new ProcessUsage(ticks / TICKS_PER_SECOND, mib(status, "VmHWM:"));
  }

  private static double mib(String status, String key) {
    return status
            .lines()
            .filter(line -> line.startsWith(key))
            .map(line -> line.replaceAll("\\D", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no " + key + " the process has ended"))
        / KIB_PER_MIB;
  }
}
