package dev.miniworks.operator.workload;

/** An event to be recorded on the owner. */
public record EventDraft(Type type, String reason, String message) {

  /** The two types events have. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** The word of the API. */
    public String text() {
      return text;
    }
  }
}
