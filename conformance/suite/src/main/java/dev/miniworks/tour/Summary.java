package dev.miniworks.tour;

import dev.miniworks.tour.Tour.Outcome;

/** Puts the outcome of a tour into words. Pure. */
public final class Summary {

  private Summary() {}

  /** A table of the acts, and what was seen in all of them. */
  public static String of(Outcome outcome) {
    var text = new StringBuilder();
    text.append("%-36s %9s %18s %14s%n".formatted("", "seconds", "fewest pods ready", "most pods"));
    for (int i = 0; i < outcome.acts().size(); i++) {
      var account = outcome.accounts().get(i);
      text.append(
          "%-36s %9.1f %18d %14d%n"
              .formatted(
                  outcome.acts().get(i).title(),
                  account.took().toMillis() / 1000.0,
                  account.fewestReady(),
                  account.mostPods()));
    }
    text.append(
        """

        %d changes were recorded, by %d writes of the operator. The %d rules that the
        conformance suite holds against every run held here too: no pod too many, none
        missing, no idle write.
        """
            .formatted(outcome.changes(), outcome.writes(), outcome.rules()));
    return text.toString();
  }
}
