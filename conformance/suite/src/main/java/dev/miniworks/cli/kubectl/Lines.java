package dev.miniworks.cli.kubectl;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** An answer that arrives line by line and may never end. */
final class Lines implements AutoCloseable {

  private final HttpResponse<AsyncBody> answer;
  private final BlockingQueue<Optional<String>> lines;

  private Lines(HttpResponse<AsyncBody> answer, BlockingQueue<Optional<String>> lines) {
    this.answer = answer;
    this.lines = lines;
  }

  /**
   * Sends a request.
   *
   * @param noAnswer makes the exception to throw when none begins
   */
  static Lines of(
      HttpClient http, HttpRequest request, Function<Throwable, RuntimeException> noAnswer) {
    var lines = new LinkedBlockingQueue<Optional<String>>();
    var splitter = new Splitter(lines);
    try {
      var answer =
          http.consumeBytes(
                  request,
                  (buffers, body) -> {
                    splitter.add(buffers);
                    body.consume();
                  })
              .join();
      answer.body().done().whenComplete((done, failure) -> splitter.end());
      answer.body().consume();
      return new Lines(answer, lines);
    } catch (CompletionException failure) {
      throw noAnswer.apply(failure);
    }
  }

  int code() {
    return answer.code();
  }

  boolean successful() {
    return answer.isSuccessful();
  }

  /** The next line; empty at the end. */
  Optional<String> next(Deadline deadline) {
    return deadline.next(lines);
  }

  /** All that comes, up to the end. */
  String all(Deadline deadline) {
    var text = new StringBuilder();
    for (var line = next(deadline); line.isPresent(); line = next(deadline)) {
      text.append(line.get()).append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    answer.body().cancel();
  }

  /** Finds the ends of lines in what arrives in pieces. */
  private static final class Splitter {

    private final BlockingQueue<Optional<String>> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    Splitter(BlockingQueue<Optional<String>> lines) {
      this.lines = lines;
    }

    synchronized void add(List<ByteBuffer> buffers) {
      for (var buffer : buffers) {
        while (buffer.hasRemaining()) {
          byte next = buffer.get();
          if (next == '\n') {
            flush();
          } else {
            begun.write(next);
          }
        }
      }
    }

    synchronized void end() {
      if (begun.size() > 0) {
        flush();
      }
      lines.add(Optional.empty());
    }

    private void flush() {
      lines.add(Optional.of(begun.toString(StandardCharsets.UTF_8)));
      begun.reset();
    }
  }
}
