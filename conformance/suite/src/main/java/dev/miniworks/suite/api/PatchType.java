package dev.miniworks.suite.api;

/** The ways to change an object by a patch. */
public enum PatchType {
  JSON("application/json-patch+json"),
  MERGE("application/merge-patch+json"),
  STRATEGIC("application/strategic-merge-patch+json"),
  APPLY("application/apply-patch+yaml");

  private final String contentType;

  PatchType(String contentType) {
    this.contentType = contentType;
  }

  /** The request's content type. */
  public String contentType() {
    return contentType;
  }
}
