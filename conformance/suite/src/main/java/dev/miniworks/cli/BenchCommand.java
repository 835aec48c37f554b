package dev.miniworks.cli;

import dev.miniworks.bench.Benchmark;
import dev.miniworks.bench.Contender;
import dev.miniworks.bench.MeasurementFailed;
import dev.miniworks.bench.Settings;
import dev.miniworks.bench.Tables;
import dev.miniworks.suite.cluster.ClusterUnavailable;
import dev.miniworks.suite.subject.Subject;
import io.fabric8.kubernetes.client.KubernetesClientException;
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

/** Measures how fast controllers work. */
@Command(
    name = "bench",
    subcommands = BenchApiCommand.class,
    description =
        "Measures how fast a Deployment is created, rolled over and scaled to zero, how promptly"
            + " pods are replaced, and what that costs.",
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
      "1:a contender did not finish",
      "2:wrong usage",
      "3:the control plane or the operator is not available"
    })
final class BenchCommand implements Callable<Integer> {

  private static final int MEASURED = 0;
  private static final int NOT_FINISHED = 1;
  private static final int UNAVAILABLE = 3;
  private static final String CONTROL_PLANE = "control-plane";

  @Spec private CommandSpec spec;

  @Option(
      names = "--cluster",
      paramLabel = "CLUSTER",
      defaultValue = CONTROL_PLANE,
      description =
          "control-plane, started for the run: only there are the audit log and the processes"
              + " within reach. Default: ${DEFAULT-VALUE}")
  private String cluster;

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      split = ",",
      defaultValue = "mini,native,takeover",
      description =
          "native: the built-in kinds under the cluster's own controllers, with and without their"
              + " client limits; mini: the mini kinds; takeover: the built-in kinds under the"
              + " operator. Default: ${DEFAULT-VALUE}")
  private List<Subject> subjects;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "500",
      description = "Pods of the Deployment. Default: ${DEFAULT-VALUE}")
  private int replicas;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often every contender starts afresh; the tables show medians."
              + " Default: ${DEFAULT-VALUE}")
  private int runs;

  @Option(
      names = "--rest",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long a settled controller is watched. Default: ${DEFAULT-VALUE}")
  private int rest;

  @Option(
      names = "--replacements",
      paramLabel = "N",
      defaultValue = "50",
      description = "Pods that are lost one at a time. Default: ${DEFAULT-VALUE}")
  private int replacements;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "bench-report",
      description =
          "Where tables.md, figures.json, logs and the control plane's data go."
              + " Default: ${DEFAULT-VALUE}")
  private Path report;

  @Mixin private BenchOutput output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    var err = spec.commandLine().getErr();
    var settings =
        new Settings(
            Contender.of(subjects), replicas, runs, rest, Math.min(replacements, replicas));
    try {
      var section = output.section("bench");
      var results =
          new Benchmark(settings, Home.directory(), report.toAbsolutePath(), output::progress)
              .run();
      output.write(report, Tables.markdown(results), results.json(), section);
      return MEASURED;
    } catch (MeasurementFailed | KubernetesClientException e) {
      err.println(e.getMessage());
      return NOT_FINISHED;
    } catch (ClusterUnavailable e) {
      err.println(e.getMessage());
      return UNAVAILABLE;
    }
  }

  private void check() {
    if (!cluster.equals(CONTROL_PLANE)) {
      throw new ParameterException(
          spec.commandLine(),
          "The benchmark runs on control-plane only: it reads the audit log and what processes use");
    }
    if (subjects.contains(Subject.API)) {
      throw new ParameterException(
          spec.commandLine(), "The benchmark measures controllers: native, mini, takeover");
    }
    if (replicas < 1 || runs < 1 || rest < 1 || replacements < 1) {
      throw new ParameterException(spec.commandLine(), "Numbers have to be positive");
    }
  }
}
