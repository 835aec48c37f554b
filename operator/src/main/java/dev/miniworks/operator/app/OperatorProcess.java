package dev.miniworks.operator.app;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator as what a process does: until it is asked to stop, with an exit code. */
final class OperatorProcess {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final OperatorInstance operator;
  private volatile boolean asked;
  private volatile boolean ended;

  OperatorProcess(OperatorOptions options) {
    operator = new OperatorInstance(options, code -> Runtime.getRuntime().halt(code.code()));
  }

  /** Runs until the process is asked to stop. @return why it ended */
  ExitCode run() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
    ExitCode code = untilStopped();
    ended = !asked;
    return code;
  }

  private ExitCode untilStopped() {
    try {
      operator.start();
      stopped.await();
      return ExitCode.STOPPED;
    } catch (StartupException refusal) {
      // Its message is the last that is said.
      LOG.debug("The cause", refusal);
      LOG.error(refusal.getMessage());
      return refusal.exitCode();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      operator.close();
      return ExitCode.STOPPED;
    } catch (RuntimeException failure) {
      if (asked) {
        return ExitCode.STOPPED;
      }
      LOG.error("The operator could not start", failure);
      return ExitCode.FAILED;
    }
  }

  private void stop() {
    asked = true;
    operator.close();
    stopped.countDown();
    if (!ended) {
      // Left alone the JVM would end with the signal's number, as if something had gone wrong.
      Runtime.getRuntime().halt(ExitCode.STOPPED.code());
    }
  }
}
