package dev.miniworks.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedSectionTest {

  private static final String DOCUMENT =
      """
      before
      <!-- begin of what ./miniworks bench --into writes -->
      controllers
      <!-- end of what ./miniworks bench --into writes -->
      between
      <!-- begin of what ./miniworks bench api --into writes -->
      servers
      <!-- end of what ./miniworks bench api --into writes -->
      after
      """;

  @TempDir private Path folder;

  @Test
  void eachCommandWritesItsOwn() throws IOException {
    var file = Files.writeString(folder.resolve("page.md"), DOCUMENT);
    GeneratedSection.of(file, "bench api").write("new\n");
    assertThat(file).hasContent(DOCUMENT.replace("servers\n", "\nnew\n\n"));
  }

  @Test
  void aFileWithoutTheSectionIsRefusedBeforeAnythingIsMeasured() throws IOException {
    var file = Files.writeString(folder.resolve("page.md"), "nothing here\n");
    assertThatThrownBy(() -> GeneratedSection.of(file, "bench"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begin of what ./miniworks bench --into writes");
  }
}
