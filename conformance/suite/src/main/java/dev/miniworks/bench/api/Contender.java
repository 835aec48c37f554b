package dev.miniworks.bench.api;

import java.util.Locale;

/** Whose speed is measured. */
public enum Contender {
  /** The mock cluster as tests use it. */
  MOCK("mock"),
  /** The same over TLS, as the real server is reached. */
  MOCK_TLS("mock, TLS"),
  /** The client's own mock server in CRUD mode. */
  CRUD("CRUD mock"),
  /** A kube-apiserver with etcd; it speaks TLS only. */
  REAL("API server, TLS");

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  /** The heading of its column. */
  public String title() {
    return title;
  }

  /** Its name among files. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
