package dev.miniworks.cli;

import java.nio.file.Path;

/** Where the project's scripts, CRDs and chart lie. */
final class Home {

  private Home() {}

  /** The folder that the launcher names; the current one without it. */
  static Path directory() {
    return Path.of(System.getProperty("miniworks.home", ".")).toAbsolutePath().normalize();
  }
}
