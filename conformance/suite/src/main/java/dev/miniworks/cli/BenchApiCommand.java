package dev.miniworks.cli;

import dev.miniworks.bench.MeasurementFailed;
import dev.miniworks.bench.api.ApiBenchmark;
import dev.miniworks.bench.api.ApiTables;
import dev.miniworks.bench.api.Contender;
import dev.miniworks.suite.cluster.ClusterUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast API servers answer. */
@Command(
    name = "api",
    description =
        "Measures how fast API servers answer: the mock cluster beside the client's CRUD mock and a"
            + " real API server with etcd, each alone, by the same client.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The tables go to the standard output, progress to the error output. PORT and the other"
          + " settings of the control plane's scripts are taken from the environment."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was measured, fast or slow",
      "1:a server refused what it should take",
      "2:wrong usage",
      "3:a server is not available"
    })
final class BenchApiCommand implements Callable<Integer> {

  private static final int MEASURED = 0;
  private static final int NOT_FINISHED = 1;
  private static final int UNAVAILABLE = 3;
  private static final int FEWEST_PODS = 1000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "SERVER",
      split = ",",
      defaultValue = "mock,mock_tls,crud,real",
      description =
          "mock: the mock cluster; mock_tls: the same over TLS; crud: the client's mock server in"
              + " CRUD mode; real: a kube-apiserver with etcd, of conformance/clusters/control-plane."
              + " Default: ${DEFAULT-VALUE}")
  private List<Contender> contenders;

  @Option(
      names = "--pods",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many pods are stored while a server is measured, at least 1000."
              + " Default: ${DEFAULT-VALUE}")
  private int pods;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often every server starts afresh; the tables show medians."
              + " Default: ${DEFAULT-VALUE}")
  private int runs;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "bench-api-report",
      description =
          "Where tables.md, figures.json, logs and the control plane's data go."
              + " Default: ${DEFAULT-VALUE}")
  private Path report;

  @Mixin private BenchOutput output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (pods < FEWEST_PODS || runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "It takes %d pods and one run at least".formatted(FEWEST_PODS));
    }
    var err = spec.commandLine().getErr();
    try {
      var section = output.section("bench api");
      var results =
          new ApiBenchmark(
                  contenders,
                  pods,
                  runs,
                  Home.directory(),
                  report.toAbsolutePath(),
                  output::progress)
              .run();
      output.write(report, ApiTables.markdown(results), results.json(), section);
      return MEASURED;
    } catch (MeasurementFailed e) {
      err.println(e.getMessage());
      return NOT_FINISHED;
    } catch (ClusterUnavailable e) {
      err.println(e.getMessage());
      return UNAVAILABLE;
    }
  }
}
