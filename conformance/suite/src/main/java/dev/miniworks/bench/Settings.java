package dev.miniworks.bench;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param contenders who, in the order of their passes
 * @param replicas of the Deployment, at least 1
 * @param runs how often each contender starts afresh; its figures are medians over them
 * @param restSeconds how long it is watched at rest
 * @param replacements how many pods are lost one at a time
 */
public record Settings(
    List<Contender> contenders, int replicas, int runs, int restSeconds, int replacements) {

  /** Copies what it is given. */
  public Settings {
    contenders = List.copyOf(contenders);
  }
}
