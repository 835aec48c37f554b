package dev.miniworks.suite;

import java.util.Map;

/**
 * What one scenario works with. Its type is the parameter of the scenario's method, and says which
 * kind of arena the scenario belongs to.
 */
public interface Stage extends AutoCloseable {

  /**
   * Called when the scenario's method has returned: checks what holds for every scenario.
   *
   * @throws AssertionError when something does not hold
   */
  void conclude();

  /** What is needed to understand a failure: the text of each file, by the file's name. */
  Map<String, String> evidence();

  /** Takes away what the scenario made. */
  @Override
  void close();
}
