package dev.miniworks.mock.http;

import dev.miniworks.mock.api.WatchEvent;
import dev.miniworks.mock.api.WatchStream;
import dev.miniworks.mock.http.MediaTypes.Form;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;

/**
 * Sends a watch to one client, as lines of a chunked body or as WebSocket messages. Everything
 * happens on the connection's event loop; it takes from the stream only what the connection can
 * take, so a slow client falls behind the log alone.
 */
final class WatchReply {

  private static final int BATCH = 64;
  private static final long BOOKMARK_MILLIS = 10_000;
  private static final long LAST_BOOKMARK_MILLIS = 2_000;

  private final Vertx vertx;
  private final AnswerWriter writer;
  private final WatchStream stream;
  private final Form form;
  private final String include;
  private boolean headersSent;
  private boolean closed;
  private Sink sink;
  private Runnable onClose = () -> {};

  /** Where the lines go. */
  private interface Sink {
    void write(Buffer line);

    /** Whether the client has gone; it may be a while until the connection's handlers say so. */
    boolean isGone();

    /** Must not be asked when the client has gone. */
    boolean isFull();

    void whenDrained(Runnable then);

    void end();
  }

  WatchReply(Vertx vertx, AnswerWriter writer, WatchStream stream, Form form, String include) {
    this.vertx = vertx;
    this.writer = writer;
    this.stream = stream;
    this.form = form;
    this.include = include;
  }

  void start(HttpServerRequest http) {
    if (http.response().closed()) {
      stream.close();
      return;
    }
    if (HttpApi.isUpgrade(http)) {
      http.toWebSocket()
          .onSuccess(socket -> run(new Messages(socket)))
          .onFailure(failure -> stream.close());
    } else {
      run(new Lines(http.response()));
    }
  }

  private void run(Sink opened) {
    sink = opened;
    Context context = vertx.getOrCreateContext();
    long bookmarks = vertx.setPeriodic(BOOKMARK_MILLIS, timer -> bookmark());
    stream.timeout().ifPresent(timeout -> endAfter(timeout.toMillis()));
    onClose = () -> vertx.cancelTimer(bookmarks);
    stream.onReady(() -> context.runOnContext(now -> drain()));
  }

  /** Shortly before its end a watch says how far it is, for the next to begin there. */
  private void endAfter(long millis) {
    if (millis > LAST_BOOKMARK_MILLIS) {
      vertx.setTimer(millis - LAST_BOOKMARK_MILLIS, timer -> bookmark());
    }
    vertx.setTimer(millis, timer -> finish());
  }

  private void drain() {
    while (isOpen()) {
      if (sink.isFull()) {
        sink.whenDrained(this::drain);
        return;
      }
      List<WatchEvent> events = stream.poll(BATCH);
      if (events.isEmpty()) {
        if (stream.ended()) {
          close();
        }
        return;
      }
      events.forEach(this::write);
    }
  }

  private void write(WatchEvent event) {
    if (event.item().isPresent()) {
      sink.write(
          writer.event(
              event.type(), stream.type(), event.item().get(), form, include, !headersSent));
      headersSent = true;
    } else {
      sink.write(writer.event(event.type(), stream.type(), event.object().orElseThrow(), form));
    }
  }

  private void bookmark() {
    if (isOpen() && !sink.isFull()) {
      stream.bookmark().ifPresent(this::write);
    }
  }

  private boolean isOpen() {
    if (!closed && sink.isGone()) {
      close();
    }
    return !closed;
  }

  /** Ends the watch at its time. */
  private void finish() {
    drain();
    close();
  }

  private void close() {
    if (!closed) {
      closed = true;
      onClose.run();
      stream.close();
      sink.end();
    }
  }

  /** A line for each event. */
  private final class Lines implements Sink {

    private final HttpServerResponse response;

    Lines(HttpServerResponse response) {
      this.response = response;
      response.setChunked(true).putHeader("Content-Type", "application/json");
      response.exceptionHandler(failure -> close());
      response.closeHandler(gone -> close());
      // the client shall see at once that the watch is there
      response.write(Buffer.buffer());
    }

    @Override
    public void write(Buffer line) {
      response.write(line.appendByte((byte) '\n'));
    }

    @Override
    public boolean isGone() {
      return response.closed();
    }

    @Override
    public boolean isFull() {
      return response.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable then) {
      response.drainHandler(drained -> then.run());
    }

    @Override
    public void end() {
      if (!response.ended() && !response.closed()) {
        response.end();
      }
    }
  }

  /** A message for each event. */
  private final class Messages implements Sink {

    private final ServerWebSocket socket;

    Messages(ServerWebSocket socket) {
      this.socket = socket;
      socket.exceptionHandler(failure -> close());
      socket.closeHandler(gone -> close());
    }

    @Override
    public void write(Buffer line) {
      socket.writeTextMessage(line.toString());
    }

    @Override
    public boolean isGone() {
      return socket.isClosed();
    }

    @Override
    public boolean isFull() {
      return socket.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable then) {
      socket.drainHandler(drained -> then.run());
    }

    @Override
    public void end() {
      if (!socket.isClosed()) {
        socket.close();
      }
    }
  }
}
