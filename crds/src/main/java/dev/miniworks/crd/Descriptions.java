package dev.miniworks.crd;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** What {@code kubectl explain} says of the fields that users meet: our own words. */
final class Descriptions {

  private final Map<String, String> byField;

  private Descriptions(final Map<String, String> byField) {
    this.byField = Map.copyOf(byField);
  }

  static Descriptions load() {
    final Properties properties = new Properties();
    try (InputStream in = Descriptions.class.getResourceAsStream("descriptions.properties");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    final Map<String, String> byField = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> byField.put(n, properties.getProperty(n)));
    return new Descriptions(byField);
  }

  Optional<String> of(final String type, final String property) {
    return Optional.ofNullable(byField.get(type + "." + property));
  }

  /** Every described field, as {@code Type.property}. */
  Set<String> fields() {
    return byField.keySet();
  }
}
