package dev.miniworks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a Markdown file that the benchmark writes, between two comments.
 *
 * @param file holds both comments, each once
 */
public record GeneratedSection(Path file) {

  private static final String BEGIN = "<!-- begin of what ./miniworks bench --into writes -->\n";
  private static final String END = "<!-- end of what ./miniworks bench --into writes -->\n";

  /**
   * Checks that the section is there, so that hours of measuring do not end in front of a file
   * without one.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static GeneratedSection of(Path file) throws IOException {
    replace(Files.readString(file), "");
    return new GeneratedSection(file);
  }

  /** Puts the text in place of what is there. */
  public void write(String text) throws IOException {
    Files.writeString(file, replace(Files.readString(file), text));
  }

  static String replace(String document, String text) {
    var begin = document.indexOf(BEGIN);
    var end = document.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the file has no section that begins with " + BEGIN.strip());
    }
    return document.substring(0, begin + BEGIN.length())
        + "\n"
        + text
        + "\n"
        + document.substring(end);
  }
}
