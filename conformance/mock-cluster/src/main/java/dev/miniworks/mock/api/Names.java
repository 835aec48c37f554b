package dev.miniworks.mock.api;

import java.util.Random;
import java.util.UUID;

/** Gives names and UIDs, the same ones again for the same seed. */
public final class Names {

  /** Without vowels and what looks like them, so that no words come out. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;
  private static final int LONGEST_GENERATED = 63;

  private final Random random;

  public Names(long seed) {
    random = new Random(seed);
  }

  public synchronized String uid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** The prefix, cut if need be, and five characters. */
  public String generate(String prefix) {
    int longest = LONGEST_GENERATED - SUFFIX_LENGTH;
    return (prefix.length() > longest ? prefix.substring(0, longest) : prefix) + suffix();
  }

  public synchronized String suffix() {
    StringBuilder suffix = new StringBuilder(SUFFIX_LENGTH);
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return suffix.toString();
  }
}
