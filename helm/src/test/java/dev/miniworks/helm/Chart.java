package dev.miniworks.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The chart as a user gets it, packaged, and what Helm makes of it. */
final class Chart {

  static final String RELEASE = "try";
  static final String NAMESPACE = "miniworks-system";

  /** What the release's pods are selected by. */
  static final Map<String, String> SELECTOR =
      Map.of("app.kubernetes.io/name", "miniworks", "app.kubernetes.io/instance", RELEASE);

  private static final String KUBERNETES = "1.36.0";
  private static final Path FOLDER = Path.of("miniworks");
  private static final Path WORK = Path.of("target", "chart");
  private static final Path ARCHIVE = pack();

  private Chart() {}

  /** The text of one of the chart's source files. */
  static String source(String file) {
    return read(FOLDER.resolve(file));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The package's file. */
  static Path archive() {
    return ARCHIVE;
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /**
   * Renders everything.
   *
   * @param values YAML, over the chart's own values
   * @throws IllegalStateException with Helm's words when it refuses
   */
  static Rendered render(String values) {
    return render(values, KUBERNETES);
  }

  /** Renders everything for a cluster of this version. */
  static Rendered render(String values, String kubernetes) {
    return Rendered.of(
        Helm.template(ARCHIVE.toString())
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(kubernetes)
            .withValuesFile(file(values))
            .call());
  }

  /**
   * What {@code helm test} runs. The JVM's Helm hands no hooks out: a copy of the chart has the pod
   * as an ordinary object.
   */
  static Rendered tests(String values) {
    Path copy = WORK.resolve("without-hooks");
    try (Stream<Path> files = Files.walk(FOLDER, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(target, read(file).replace("helm.sh/hook", "was/hook"));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Rendered.of(
        Helm.template(copy.toString())
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(file(values))
            .call());
  }

  /** What Helm tells the user after an installation. */
  static String notes(String values) {
    String output =
        Helm.install(ARCHIVE.toString())
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(file(values))
            .clientOnly()
            .dryRun()
            .call()
            .getOutput();
    return output.substring(output.indexOf("NOTES:"));
  }

  private static Path pack() {
    try {
      Files.createDirectories(WORK);
      try (var old = Files.newDirectoryStream(WORK)) {
        for (Path file : old) {
          if (Files.isRegularFile(file)) {
            Files.delete(file);
          }
        }
      }
      new Helm(FOLDER).packageIt().withDestination(WORK).call();
      try (var made = Files.newDirectoryStream(WORK, "*.tgz")) {
        return made.iterator().next();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path file(String values) {
    try {
      return Files.writeString(Files.createTempFile(WORK, "values", ".yaml"), values);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
