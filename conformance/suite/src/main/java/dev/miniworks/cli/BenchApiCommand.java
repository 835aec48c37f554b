package dev.miniworks.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.miniworks.bench.GeneratedSection;
import dev.miniworks.bench.MeasurementFailed;
import dev.miniworks.bench.api.ApiBenchmark;
import dev.miniworks.bench.api.ApiResults;
import dev.miniworks.bench.api.ApiTables;
import dev.miniworks.bench.api.Contender;
import dev.miniworks.suite.cluster.ClusterUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "A Markdown file whose generated section takes the tables as well.")
  private Optional<Path> into;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (pods < FEWEST_PODS || runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "It takes %d pods and one run at least".formatted(FEWEST_PODS));
    }
    var err = spec.commandLine().getErr();
    try {
      var section = section();
      write(
          new ApiBenchmark(
                  contenders, pods, runs, Home.directory(), report.toAbsolutePath(), this::progress)
              .run(),
          section);
      return MEASURED;
    } catch (MeasurementFailed e) {
      err.println(e.getMessage());
      return NOT_FINISHED;
    } catch (ClusterUnavailable e) {
      err.println(e.getMessage());
      return UNAVAILABLE;
    }
  }

  private Optional<GeneratedSection> section() throws IOException {
    try {
      return into.isPresent()
          ? Optional.of(GeneratedSection.of(into.get(), "bench api"))
          : Optional.empty();
    } catch (IllegalArgumentException | NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), into.get() + ": " + e.getMessage(), e);
    }
  }

  private void progress(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private void write(ApiResults results, Optional<GeneratedSection> section) throws IOException {
    var tables = ApiTables.markdown(results);
    Files.writeString(report.resolve("tables.md"), tables);
    Files.writeString(
        report.resolve("figures.json"),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
    if (section.isPresent()) {
      section.get().write(tables);
    }
    spec.commandLine().getOut().print(tables);
    spec.commandLine().getOut().flush();
  }
}
