package dev.miniworks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a Markdown file that a benchmark writes, between two comments.
 *
 * @param file holds both comments, each once
 * @param command whose section it is, such as {@code bench}
 */
public record GeneratedSection(Path file, String command) {

  /**
   * Checks that the section is there, so that hours of measuring do not end in front of a file
   * without one.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static GeneratedSection of(Path file, String command) throws IOException {
    var section = new GeneratedSection(file, command);
    section.replace(Files.readString(file), "");
    return section;
  }

  /** Puts the text in place of what is there. */
  public void write(String text) throws IOException {
    Files.writeString(file, replace(Files.readString(file), text));
  }

  String replace(String document, String text) {
    var mark = comment("begin");
    var begin = document.indexOf(mark);
    var end = document.indexOf(comment("end"));
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the file has no section that begins with " + mark.strip());
    }
    return document.substring(0, begin + mark.length())
        + "\n"
        + text
        + "\n"
        + document.substring(end);
  }

  private String comment(String place) {
    return "<!-- %s of what ./miniworks %s --into writes -->\n".formatted(place, command);
  }
}
