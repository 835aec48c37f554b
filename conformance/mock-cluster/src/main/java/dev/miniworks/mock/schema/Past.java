package dev.miniworks.mock.schema;

/**
 * What a value was before, as the rules see it.
 *
 * @param here the value's own past, if it has one
 * @param above the past of the nearest value above that has one
 * @param inPart whether the rules stand in a part of the schema such as {@code allOf}
 */
record Past(Correlation here, Correlation above, boolean inPart) {

  Past(final Correlation here, final Correlation above) {
    this(here, above, false);
  }

  Past field(final String name) {
    return new Past(here.field(name), nearest());
  }

  Past item(final int index) {
    return new Past(here.item(index), nearest());
  }

  /** The past for the rules of a part of the schema, which only the surrounding value excuses. */
  Past ofPart() {
    return new Past(here, above, true);
  }

  /** Whether what is wrong was so before. */
  boolean isUnchanged() {
    return nearest().isUnchanged();
  }

  private Correlation nearest() {
    return here.isPresent() && !inPart ? here : above;
  }
}
