package dev.miniworks.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/**
 * What has to be undone at the end, newest first; also when the JVM is told to stop, so that Ctrl-C
 * leaves no process behind.
 */
public final class CleanUp implements AutoCloseable {

  private final Deque<Runnable> undo = new ArrayDeque<>();
  private boolean closed;

  /** With nothing to undo yet. */
  public CleanUp() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "clean-up"));
  }

  /**
   * Takes something to undo.
   *
   * @return undoes it before the end
   * @throws CancellationException when the end has come; it is undone already
   */
  public AutoCloseable push(Runnable action) {
    synchronized (this) {
      if (!closed) {
        undo.push(action);
        return () -> {
          forget(action);
          action.run();
        };
      }
    }
    action.run();
    throw new CancellationException("the benchmark is being stopped");
  }

  private synchronized void forget(Runnable action) {
    undo.remove(action);
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
