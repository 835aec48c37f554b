package dev.miniworks.mock.instruments;

import dev.miniworks.mock.api.Answer;
import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.api.Request;
import dev.miniworks.mock.api.WatchStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The watches that are open, to be held back or cut. */
public final class Watches {

  private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();
  private Optional<Predicate<Request>> held = Optional.empty();

  /** A handler of whose watches this keeps track. */
  public Handler tracking(Handler next) {
    return request -> {
      Answer answer = next.handle(request);
      if (answer instanceof Answer.Watching watching) {
        track(watching.stream());
      }
      return answer;
    };
  }

  private synchronized void track(WatchStream stream) {
    open.removeIf(WatchStream::ended);
    open.add(stream);
    if (held.filter(chosen -> chosen.test(stream.request())).isPresent()) {
      stream.hold();
    }
  }

  /** The requests of the watches that are open. */
  public List<Request> open() {
    return open.stream().filter(stream -> !stream.ended()).map(WatchStream::request).toList();
  }

  /** Holds back the chosen watches, those to come as well, until they are released. */
  public synchronized void hold(Predicate<Request> chosen) {
    held = Optional.of(chosen);
    open.stream().filter(stream -> chosen.test(stream.request())).forEach(WatchStream::hold);
  }

  /** Lets all watches go on, with what they have missed. */
  public synchronized void release() {
    held = Optional.empty();
    open.forEach(WatchStream::release);
  }

  /** Ends the chosen watches, as a server that restarts does. */
  public void reset(Predicate<Request> chosen) {
    open.stream().filter(stream -> chosen.test(stream.request())).forEach(WatchStream::reset);
  }
}
