package dev.miniworks.mock.sim;

import dev.miniworks.mock.api.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which everything simulated happens: first it takes note of what has changed,
 * then it does what is due, then its work in turn, and what can wait when there is nothing else. So
 * whoever decides on this thread decides on all that had been written before, its own writes
 * included.
 */
final class Loop implements Agenda, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LAST_RETRY = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /** Something that is planned, and can be called off on the loop's thread. */
  static final class Timer {
    private final Instant due;
    private final long sequence;
    private final Runnable task;
    private boolean cancelled;

    private Timer(Instant due, long sequence, Runnable task) {
      this.due = due;
      this.sequence = sequence;
      this.task = task;
    }

    void cancel() {
      cancelled = true;
    }
  }

  private final Clock clock;
  private final boolean timeMovesByHand;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition toDo = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private final Queue<Runnable> changes = new ArrayDeque<>();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final Queue<Runnable> leisure = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparing((Timer timer) -> timer.due).thenComparing(timer -> timer.sequence));
  private final Thread thread = new Thread(this::run, "mock-simulation");
  private long sequence;
  private long done;
  private long settled;
  private boolean busy;
  private boolean closed;

  /**
   * @param timeMovesByHand whether the clock stands still until {@link #settle} is called
   */
  Loop(Clock clock, boolean timeMovesByHand) {
    this.clock = clock;
    this.timeMovesByHand = timeMovesByHand;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Instant now() {
    return clock.instant();
  }

  /** Has a change taken note of, before anything else. */
  void note(Runnable change) {
    add(changes, change);
  }

  /** Has something done in turn; a request that fails for a while is made again. */
  void soon(Runnable task) {
    add(work, retried(task, FIRST_RETRY));
  }

  /** Has something done when there is nothing else. */
  void atLeisure(Runnable task) {
    add(leisure, retried(task, FIRST_RETRY));
  }

  /** Has something done when this much time has passed. */
  Timer after(Duration delay, Runnable task) {
    return at(now().plus(delay), retried(task, FIRST_RETRY));
  }

  private Timer at(Instant due, Runnable task) {
    lock.lock();
    try {
      Timer timer = new Timer(due, sequence++, task);
      timers.add(timer);
      toDo.signal();
      return timer;
    } finally {
      lock.unlock();
    }
  }

  private void add(Queue<Runnable> queue, Runnable task) {
    lock.lock();
    try {
      queue.add(task);
      toDo.signal();
    } finally {
      lock.unlock();
    }
  }

  private Runnable retried(Runnable task, Duration pause) {
    return () -> {
      try {
        task.run();
      } catch (ApiException e) {
        if (e.code() == TOO_MANY || e.code() >= SERVER_ERROR) {
          Duration longer = pause.multipliedBy(2);
          Duration next = longer.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : longer;
          at(now().plus(pause), retried(task, next));
        } else if (e.code() == NOT_FOUND || e.code() == CONFLICT) {
          // it has changed meanwhile, and that change will be taken note of
          LOG.debug("superseded: {}", e.getMessage());
        } else {
          LOG.debug("refused: {}", e.getMessage());
        }
      }
    };
  }

  private void run() {
    for (Optional<Runnable> task = take(); task.isPresent(); task = take()) {
      try {
        task.get().run();
      } catch (RuntimeException e) {
        LOG.warn("a simulated part of the cluster has failed", e);
      }
    }
  }

  /** The next task, when there is one; empty when there will be none. */
  private Optional<Runnable> take() {
    lock.lock();
    try {
      busy = false;
      while (!closed) {
        Optional<Runnable> next = poll();
        if (next.isPresent()) {
          busy = true;
          done++;
          return next;
        }
        idle.signalAll();
        await();
      }
    } catch (InterruptedException e) {
      LOG.debug("the simulation ends");
    } finally {
      lock.unlock();
    }
    return Optional.empty();
  }

  private Optional<Runnable> poll() {
    Runnable change = changes.poll();
    if (change != null) {
      return Optional.of(change);
    }
    if (next().filter(due -> !due.isAfter(now())).isPresent()) {
      return Optional.of(timers.remove().task);
    }
    Runnable task = work.poll();
    return Optional.ofNullable(task == null ? leisure.poll() : task);
  }

  private void await() throws InterruptedException {
    Optional<Instant> due = next();
    if (due.isEmpty() || timeMovesByHand) {
      toDo.await();
    } else {
      long millis = Duration.between(now(), due.get()).toMillis() + 1;
      if (toDo.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.trace("there is something to do before the next timer");
      }
    }
  }

  @Override
  public Optional<Instant> next() {
    lock.lock();
    try {
      while (!timers.isEmpty() && timers.peek().cancelled) {
        timers.remove();
      }
      return Optional.ofNullable(timers.peek()).map(timer -> timer.due);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean settle() {
    lock.lock();
    try {
      toDo.signal();
      while (!closed && !isIdle()) {
        idle.await();
      }
      boolean any = done != settled;
      settled = done;
      return any;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isIdle() {
    return !busy
        && changes.isEmpty()
        && work.isEmpty()
        && leisure.isEmpty()
        && next().filter(due -> !due.isAfter(now())).isEmpty();
  }

  /** Ends the thread; what it is doing it still does. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      toDo.signalAll();
      idle.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
