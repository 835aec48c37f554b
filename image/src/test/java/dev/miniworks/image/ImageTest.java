package dev.miniworks.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The image as it is handed over: what it says of itself, what it holds, and that it works. */
class ImageTest {

  private static final long MOST_BYTES = 120_000_000;
  private static final Path ARCHIVE = Path.of(System.getProperty("image.archive"));
  private static final String ARCHITECTURE = System.getProperty("image.architecture");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static Path layout;
  private static Path root;
  private static JsonNode config;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    layout = Files.createDirectory(directory.resolve("layout"));
    root = Files.createDirectory(directory.resolve("root"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    run("tar", "-x", "-f", ARCHIVE.toString(), "-C", layout.toString());
    JsonNode manifest = blob(json("index.json").at("/manifests/0/digest"));
    for (JsonNode layer : manifest.at("/layers")) {
      run("tar", "-x", "-p", "-z", "-f", path(layer.at("/digest")), "-C", root.toString());
    }
    config = blob(manifest.at("/config/digest"));
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(ARCHIVE)).isLessThan(MOST_BYTES);
  }

  @Test
  void isNamedAsTheChartExpects() throws IOException {
    String version = System.getProperty("image.version");
    assertThat(json("manifest.json").at("/0/RepoTags/0").asText())
        .isEqualTo("miniworks-operator:" + version);
    assertThat(json("index.json").at("/manifests/0/annotations/io.containerd.image.name").asText())
        .isEqualTo("docker.io/library/miniworks-operator:" + version);
  }

  @Test
  void everyBlobIsWhatItsNameSays() throws IOException, InterruptedException {
    try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        assertThat(run("sha256sum", blob.toString())).startsWith(blob.getFileName().toString());
      }
    }
  }

  @Test
  void runsAsNobodyInParticular() {
    assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
    assertThat(config.at("/architecture").asText()).isEqualTo(ARCHITECTURE);
    assertThat(config.at("/os").asText()).isEqualTo("linux");
  }

  @Test
  void startsTheOperatorWithoutAShell() throws IOException {
    assertThat(texts(config.at("/config/Entrypoint")))
        .containsExactly("/opt/java/bin/java", "@/opt/miniworks/operator.args");
    assertThat(Files.readString(root.resolve("opt/miniworks/operator.args")))
        .endsWith("dev.miniworks.operator.app.OperatorCommand\n");
  }

  @Test
  void saysWhatItIs() {
    assertThat(config.at("/config/Labels").fieldNames())
        .toIterable()
        .contains(
            "org.opencontainers.image.title",
            "org.opencontainers.image.description",
            "org.opencontainers.image.version",
            "org.opencontainers.image.revision",
            "org.opencontainers.image.created",
            "org.opencontainers.image.licenses");
  }

  @Test
  void theOnlyProgramIsJava() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(
              files
                  .filter(file -> file.getParent().endsWith("bin"))
                  .map(file -> root.relativize(file).toString()))
          .containsExactly("opt/java/bin/java");
    }
  }

  @Test
  void nothingCanBeWrittenNorGainsRights() throws IOException {
    try (Stream<Path> files = Files.walk(root).skip(1)) {
      for (Path file : files.filter(f -> !Files.isSymbolicLink(f)).toList()) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        assertThat(rights)
            .as(file.toString())
            .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        int mode = (int) Files.getAttribute(file, "unix:mode");
        assertThat(mode & 06000).as("setuid or setgid: " + file).isZero();
      }
    }
  }

  @Test
  void theBillListsEveryJar() throws IOException {
    JsonNode bill = JSON.readTree(root.resolve("opt/miniworks/sbom.cdx.json").toFile());
    assertThat(bill.at("/bomFormat").asText()).isEqualTo("CycloneDX");
    Set<String> listed = new HashSet<>();
    for (JsonNode component : bill.at("/components")) {
      listed.add(component.at("/name").asText() + "-" + component.at("/version").asText());
    }
    List<String> jars = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("opt/miniworks"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .forEach(name -> jars.add(name.substring(0, name.length() - ".jar".length())));
    }
    assertThat(jars).isNotEmpty();
    assertThat(listed).containsAll(jars);
    assertThat(listed).anyMatch(name -> name.startsWith("libc6-"));
    assertThat(listed).anyMatch(name -> name.startsWith("openjdk-17-jdk-headless-"));
    assertThat(listed).anyMatch(name -> name.startsWith("netty-tcnative-boringssl-static-"));
  }

  @Test
  @EnabledIf("runsHere")
  void doesItsWorkAndEndsWell() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of("enter.sh").toAbsolutePath().toString());
    command.add(root.toString());
    command.add(temporary.toString());
    command.add(texts(config.at("/config/Entrypoint")).get(0));
    // Fails where the archive of classes does not fit the class path, the jars or the JVM.
    command.add("-Xshare:on");
    command.addAll(texts(config.at("/config/Entrypoint")).subList(1, 2));
    Rehearsal.Outcome outcome = new Rehearsal(temporary, command).play();
    System.out.println(outcome);
    assertThat(outcome.exitCode()).isZero();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .as("written by the operator")
          .containsExactly("kubeconfig");
    }
  }

  static boolean runsHere() {
    return ARCHITECTURE.equals(System.getProperty("os.arch").replace("aarch64", "arm64"));
  }

  private static JsonNode json(String name) throws IOException {
    return JSON.readTree(layout.resolve(name).toFile());
  }

  private static JsonNode blob(JsonNode digest) throws IOException {
    return JSON.readTree(Path.of(path(digest)).toFile());
  }

  private static String path(JsonNode digest) {
    return layout.resolve("blobs").resolve(digest.asText().replace(':', '/')).toString();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
