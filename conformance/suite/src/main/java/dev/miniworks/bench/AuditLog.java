package dev.miniworks.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Follows the API server's audit log, which has one line of JSON for each answered request. */
final class AuditLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private long position;

  AuditLog(Path file) {
    this.file = file;
  }

  /** Leaves out what is there so far. */
  void skip() {
    drain();
  }

  /**
   * The requests answered since the last call, in the order of their answers. A line that is still
   * being written is left for the next time.
   */
  List<AuditEntry> drain() {
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(position);
      var bytes = new byte[1 << 16];
      var line = new ByteArrayOutputStream();
      var entries = new ArrayList<AuditEntry>();
      for (var read = log.read(bytes); read > 0; read = log.read(bytes)) {
        for (var i = 0; i < read; i++) {
          line.write(bytes[i]);
          if (bytes[i] == '\n') {
            position += line.size();
            entries.add(AuditEntry.of(JSON.readTree(line.toByteArray())));
            line.reset();
          }
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the audit log " + file, e);
    }
  }
}
