package dev.miniworks.mock.api;

import java.util.List;

/** The columns of the tables of built-in kinds. */
final class BuiltInColumns {

  private BuiltInColumns() {}

  static List<Column> of(String plural) {
    return List.of();
  }
}
