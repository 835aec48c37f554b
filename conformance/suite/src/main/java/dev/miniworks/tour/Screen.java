package dev.miniworks.tour;

import java.time.Duration;

/** Where the tour is shown. */
public interface Screen extends AutoCloseable {

  /** Says something that stays. */
  void say(String line);

  /** An act begins. */
  void begin(int number, int of, Act act);

  /** How things stand now; called after each change, and a few times a second without one. */
  void show(Picture picture, Duration sinceBegin);

  /** The act that was begun is over. */
  void end(Account account);

  /** Leaves the terminal as it was. */
  @Override
  void close();
}
