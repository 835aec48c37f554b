package dev.miniworks.mock.http;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * A key and a certificate for 127.0.0.1 and localhost that vouches for itself. The JDK can read
 * certificates but offers no way to make one, so this writes the few structures of X.509 that it
 * takes.
 *
 * @param certificate in PEM form
 * @param key in PEM form
 */
record SelfSigned(String certificate, String key) {

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final int UTF8_STRING = 0x0C;
  private static final int BOOLEAN = 0x01;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int EXPLICIT_0 = 0xA0;
  private static final int EXPLICIT_3 = 0xA3;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  private static final byte[] ECDSA_WITH_SHA256 = {
    0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
  };
  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
  private static final byte[] SUBJECT_ALTERNATIVES = {0x55, 0x1D, 0x11};
  private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1D, 0x13};
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] TRUE = {(byte) 0xFF};
  private static final byte[] VERSION_3 = {2};

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final long SECONDS_OF_A_YEAR = 365L * 24 * 3600;

  /** Valid from a day before this moment for ten years. */
  static SelfSigned at(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] body = body(pair, now);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(body);
      byte[] certificate = tagged(SEQUENCE, body, algorithm(), bits(signature.sign()));
      return new SelfSigned(
          pem("CERTIFICATE", certificate), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK knows elliptic curves", e);
    }
  }

  private static byte[] body(KeyPair pair, Instant now) {
    byte[] serial = new BigInteger(63, new SecureRandom()).toByteArray();
    byte[] name =
        tagged(
            SEQUENCE,
            tagged(
                SET,
                tagged(
                    SEQUENCE,
                    tagged(OBJECT_ID, COMMON_NAME),
                    tagged(UTF8_STRING, "mock-cluster".getBytes(StandardCharsets.UTF_8)))));
    byte[] validity =
        tagged(
            SEQUENCE,
            time(now.minusSeconds(24 * 3600)),
            time(now.plusSeconds(10 * SECONDS_OF_A_YEAR)));
    byte[] alternatives =
        tagged(
            SEQUENCE,
            tagged(IP_ADDRESS, LOOPBACK),
            tagged(DNS_NAME, "localhost".getBytes(StandardCharsets.US_ASCII)));
    byte[] extensions =
        tagged(
            EXPLICIT_3,
            tagged(
                SEQUENCE,
                extension(BASIC_CONSTRAINTS, tagged(SEQUENCE, tagged(BOOLEAN, TRUE))),
                extension(SUBJECT_ALTERNATIVES, alternatives)));
    return tagged(
        SEQUENCE,
        tagged(EXPLICIT_0, tagged(INTEGER, VERSION_3)),
        tagged(INTEGER, serial),
        algorithm(),
        name,
        validity,
        name,
        pair.getPublic().getEncoded(),
        extensions);
  }

  private static byte[] algorithm() {
    return tagged(SEQUENCE, tagged(OBJECT_ID, ECDSA_WITH_SHA256));
  }

  private static byte[] extension(byte[] id, byte[] value) {
    return tagged(SEQUENCE, tagged(OBJECT_ID, id), tagged(OCTET_STRING, value));
  }

  private static byte[] time(Instant moment) {
    return tagged(GENERALIZED_TIME, TIME.format(moment).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bits(byte[] bytes) {
    return tagged(BIT_STRING, new byte[] {0}, bytes);
  }

  /** A value as DER has it: a tag, a length, and what is inside. */
  private static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] digits = BigInteger.valueOf(length).toByteArray();
      int start = digits[0] == 0 ? 1 : 0;
      out.write(0x80 | (digits.length - start));
      out.write(digits, start, digits.length - start);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
