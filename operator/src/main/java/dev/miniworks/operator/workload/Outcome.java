package dev.miniworks.operator.workload;

import java.util.List;

/** How carrying out a plan went. */
public record Outcome(List<Failure> failures) {

  /** Everything was done. */
  public static final Outcome DONE = new Outcome(List.of());

  public Outcome {
    failures = List.copyOf(failures);
  }

  /**
   * Whether it is open what the owner controls, because an object could not be adopted or released.
   * One that is gone, or that the server no longer takes for ours, leaves nothing open.
   */
  public boolean claimsFailed() {
    return failures.stream().anyMatch(Outcome::leavesOwnershipOpen);
  }

  private static boolean leavesOwnershipOpen(Failure failure) {
    return switch (failure.verb()) {
      case ADOPT -> failure.cause() != Failure.Cause.NOT_FOUND;
      case RELEASE ->
          failure.cause() != Failure.Cause.NOT_FOUND && failure.cause() != Failure.Cause.INVALID;
      case CREATE, UPDATE, DELETE -> false;
    };
  }
}
