package dev.miniworks.suite.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A stream of events, each waited for with a deadline. */
public final class Watch implements AutoCloseable {

  /** What a watch tells about an object. */
  public record Event(String type, Document object) {}

  /** What the connection brings: an event's text, nothing at the regular end, or a failure. */
  private record Message(Optional<String> text, Optional<Throwable> failure) {

    static final Message END = new Message(Optional.empty(), Optional.empty());

    static Message of(String text) {
      return new Message(Optional.of(text), Optional.empty());
    }

    static Message broken(Throwable failure) {
      return new Message(Optional.empty(), Optional.of(failure));
    }
  }

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final String name;
  private final Duration deadline;
  private Runnable hangUp = () -> {};

  private Watch(String name, Duration deadline) {
    this.name = name;
    this.deadline = deadline;
  }

  static Watch overHttp(Server server, Request request, Duration deadline) {
    var watch = new Watch(request.toString(), deadline);
    var lines = new Lines(watch.messages);
    var code = server.stream(request, lines);
    watch.hangUp = lines::cancel;
    if (code != 200) {
      throw new AssertionError("%s -> %d %s".formatted(request, code, watch.message().orElse("")));
    }
    return watch;
  }

  static Watch overSocket(Server server, Request request, Duration deadline) {
    var watch = new Watch(request.toString(), deadline);
    var socket = server.socket(request, new Frames(watch.messages));
    watch.hangUp = socket::abort;
    return watch;
  }

  /**
   * The next event.
   *
   * @throws AssertionError when none comes in time, or the server ends the stream
   */
  public Event next() {
    var event = Document.json(message().orElseThrow(() -> new AssertionError(name + " has ended")));
    return new Event(event.text("/type"), event.at("/object"));
  }

  /**
   * The object of the next event, which has to be of this type and about the object of this name.
   */
  public Document expect(String type, String object) {
    var event = next();
    assertThat(event.type() + " " + event.object().name())
        .as(() -> name + ": " + event)
        .isEqualTo(type + " " + object);
    return event.object();
  }

  /** Waits for an event of this type about the object of this name, whatever comes before it. */
  public Document await(String type, String object) {
    var event = next();
    while (!event.type().equals(type) || !event.object().name().equals(object)) {
      event = next();
    }
    return event.object();
  }

  /** The object of the next event, which has to be of this type. */
  public Document expect(String type) {
    var event = next();
    assertThat(event.type()).as(() -> name + ": " + event).isEqualTo(type);
    return event.object();
  }

  /**
   * Waits until the server ends the stream, with no event before.
   *
   * @throws AssertionError when it does not, or sends an event
   */
  public void expectEnd() {
    assertThat(message()).as(name).isEmpty();
  }

  private Optional<String> message() {
    try {
      var message = messages.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (message == null) {
        throw new AssertionError("nothing came within %s from %s".formatted(deadline, name));
      }
      if (message.failure().isPresent()) {
        throw new AssertionError(name + " broke", message.failure().get());
      }
      return message.text();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + name, e);
    }
  }

  @Override
  public void close() {
    hangUp.run();
  }

  /** One event a line. */
  private static final class Lines implements Flow.Subscriber<String> {

    private final BlockingQueue<Message> messages;
    private volatile Flow.Subscription subscription;

    Lines(BlockingQueue<Message> messages) {
      this.messages = messages;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (!line.isEmpty()) {
        messages.add(Message.of(line));
      }
    }

    @Override
    public void onError(Throwable failure) {
      messages.add(Message.broken(failure));
    }

    @Override
    public void onComplete() {
      messages.add(Message.END);
    }

    void cancel() {
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }

  /** One event a message of the socket. */
  private static final class Frames implements WebSocket.Listener {

    private final BlockingQueue<Message> messages;
    private final StringBuilder partial = new StringBuilder();

    Frames(BlockingQueue<Message> messages) {
      this.messages = messages;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        messages.add(Message.of(partial.toString()));
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      messages.add(Message.END);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      messages.add(Message.broken(failure));
    }
  }
}
