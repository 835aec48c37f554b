package dev.miniworks.mock.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {

  @ParameterizedTest
  @CsvSource({
    "date, 2026-02-29, false",
    "date, 2028-02-29, true",
    "date-time, 2026-01-02T03:04:05Z, true",
    "datetime, 2026-01-02t03:04:05.678+01:00, true",
    "date-time, 2026-01-02T24:04:05Z, false",
    "duration, 1h30m, true",
    "duration, 22 seconds, true",
    "duration, 22 parsecs, false",
    "ipv4, 10.0.0.1, true",
    "ipv4, 10.0.0.256, false",
    "ipv6, fe80::1, true",
    "ipv6, fe80::1::2, false",
    "cidr, 10.0.0.0/8, true",
    "cidr, ::/129, false",
    "mac, 00-11-22-33-44-55, true",
    "mac, 0011.2233.4455, true",
    "mac, 00:11:22:33:44, false",
    "isbn, 978-0321751041, true",
    "isbn10, 0321751043, true",
    "isbn10, 0321751044, false",
    "creditcard, 4111 1111 1111 1111, true",
    "creditcard, 4111 1111 1111 1112, false",
    "rgbcolor, 'rgb(1, 2, 255)', true",
    "rgbcolor, 'rgb(1, 2, 256)', false",
    "hexcolor, #ff0, true",
    "byte, aGk=, true",
    "byte, aGk, false",
    "k8s-short-name, web-1, true",
    "k8s-short-name, web.1, false",
    "k8s-long-name, web.1, true",
  })
  void tellsWhatIsOfAFormat(final String format, final String text, final boolean expected) {
    assertThat(Formats.isKnown(format)).isTrue();
    assertThat(Formats.matches(format, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"zip-code", "int32", "''"})
  void ignoresOtherFormats(final String format) {
    assertThat(Formats.isKnown(format)).isFalse();
  }
}
