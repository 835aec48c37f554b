package dev.miniworks.mock.instruments;

import dev.miniworks.mock.api.Answer;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.api.Request;
import dev.miniworks.mock.api.Verb;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Has chosen requests go wrong, by rules of which the first that applies counts:
 *
 * <pre>{@code
 * cluster.faults().on(Verb.CREATE, "pods").nth(3).refuse(429);
 * cluster.faults().on(Verb.UPDATE, "deployments").always().timeOutAfterCommit();
 * }</pre>
 */
public final class Faults {

  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  /** What a rule does to a request that it applies to. */
  @FunctionalInterface
  private interface Effect {
    Answer apply(Request request, Handler next);
  }

  /** Requests of one verb for one resource. */
  public Choice on(Verb verb, String resource) {
    return where(request -> request.verb() == verb && request.target().resource().equals(resource));
  }

  /** Requests of any sort. */
  public Choice where(Predicate<Request> requests) {
    return new Choice(requests, 1, 1);
  }

  /** Takes all rules back. */
  public void clear() {
    rules.clear();
  }

  /** A handler to whose requests the rules apply. */
  public Handler injecting(Handler next) {
    return request -> {
      for (Rule rule : rules) {
        if (rule.applies(request)) {
          return rule.effect().apply(request, next);
        }
      }
      return next.handle(request);
    };
  }

  private record Rule(
      Predicate<Request> requests, int first, int count, AtomicInteger seen, Effect effect) {

    boolean applies(Request request) {
      if (!requests.test(request)) {
        return false;
      }
      int number = seen.incrementAndGet();
      return number >= first && number - first < count;
    }
  }

  /** Which of the requests, counted from now on; the first unless said otherwise. */
  public final class Choice {

    private final Predicate<Request> requests;
    private final int first;
    private final int count;

    private Choice(Predicate<Request> requests, int first, int count) {
      this.requests = requests;
      this.first = first;
      this.count = count;
    }

    public Choice and(Predicate<Request> more) {
      return new Choice(requests.and(more), first, count);
    }

    /** Of this user only. */
    public Choice by(String user) {
      return and(request -> request.actor().user().equals(user));
    }

    /** From this one on, counted from 1. */
    public Choice nth(int number) {
      return new Choice(requests, number, count);
    }

    /** So many in a row. */
    public Choice times(int number) {
      return new Choice(requests, first, number);
    }

    public Choice always() {
      return new Choice(requests, first, Integer.MAX_VALUE);
    }

    /** Refuses with one of 409, 429, 500, 503 or 504, without doing anything. */
    public void refuse(int code) {
      add(
          (request, next) -> {
            throw refusal(code);
          });
    }

    /** Refuses although everything has been done. */
    public void refuseAfterCommit(int code) {
      add(
          (request, next) -> {
            next.handle(request);
            throw refusal(code);
          });
    }

    /** Never answers and does nothing. */
    public void timeOutBeforeCommit() {
      add((request, next) -> new Answer.Silence(false));
    }

    /** Does everything and never answers. */
    public void timeOutAfterCommit() {
      add(
          (request, next) -> {
            next.handle(request);
            return new Answer.Silence(false);
          });
    }

    /** Cuts the connection before anything is done. */
    public void cutBeforeCommit() {
      add((request, next) -> new Answer.Silence(true));
    }

    /** Does everything and cuts the connection. */
    public void cutAfterCommit() {
      add(
          (request, next) -> {
            next.handle(request);
            return new Answer.Silence(true);
          });
    }

    /** Answers later than it could. */
    public void delay(Duration delay) {
      add((request, next) -> new Answer.Late(delay, next.handle(request)));
    }

    private void add(Effect effect) {
      rules.add(new Rule(requests, first, count, new AtomicInteger(), effect));
    }
  }

  private static ApiException refusal(int code) {
    return switch (code) {
      case 409 ->
          ApiException.of(code, "Conflict", "Operation cannot be fulfilled: a fault was injected");
      case 429 ->
          ApiException.of(code, "TooManyRequests", "Too many requests, please try again later.")
              .retryAfter(1);
      case 503 -> ApiException.of(code, "ServiceUnavailable", "a fault was injected");
      case 504 -> ApiException.of(code, "Timeout", "a fault was injected");
      default -> ApiException.of(code, "InternalError", "Internal error: a fault was injected");
    };
  }
}
