package dev.miniworks.suite;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which scenarios to run. Each pattern may match anywhere in an id.
 *
 * @param focus only these; empty for all
 * @param skip but not these
 */
public record Selection(Optional<Pattern> focus, Optional<Pattern> skip) {

  /** Whether to run the scenario with this id. */
  public boolean includes(String id) {
    return focus.map(pattern -> pattern.matcher(id).find()).orElse(true)
        && skip.map(pattern -> !pattern.matcher(id).find()).orElse(true);
  }
}
