package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Entry;
import java.util.List;

/**
 * One place in a history where a rule was broken.
 *
 * @param what happened, with the numbers
 * @param slice the fewest entries that show it, the offending one last
 */
public record Violation(String what, List<Entry> slice) {}
