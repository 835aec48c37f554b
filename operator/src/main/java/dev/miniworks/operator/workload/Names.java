package dev.miniworks.operator.workload;

import java.util.random.RandomGenerator;

/** Makes the names of pods and sets as the API server and the native controllers make them. */
public final class Names {

  /** Without vowels and look-alikes, so that chance spells no words. */
  static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;
  private static final int GENERATED_LENGTH = 63;
  private static final int SUBDOMAIN_LENGTH = 253;

  private Names() {}

  /** A name for a pod of this owner, at most 63 characters. */
  public static String pod(String owner, RandomGenerator random) {
    String prefix = podPrefix(owner);
    int room = GENERATED_LENGTH - SUFFIX_LENGTH;
    String base = prefix.length() > room ? prefix.substring(0, room) : prefix;
    return base + suffix(random);
  }

  /** What the names of an owner's pods begin with: its name and, if that is still one, a dash. */
  public static String podPrefix(String owner) {
    String prefix = owner + "-";
    return prefix.length() > SUBDOMAIN_LENGTH ? owner : prefix;
  }

  /** Five random characters of the alphabet. */
  public static String suffix(RandomGenerator random) {
    StringBuilder suffix = new StringBuilder(SUFFIX_LENGTH);
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return suffix.toString();
  }

  /** The name of a Deployment's set, at most 253 characters: of a long name the end is cut. */
  public static String replicaSet(String deployment, String hash) {
    int room = SUBDOMAIN_LENGTH - 1 - hash.length();
    String base = deployment.length() > room ? deployment.substring(0, room) : deployment;
    return base + "-" + hash;
  }

  /** Spells a text in the alphabet, character by character. */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.chars().forEach(c -> safe.append(ALPHABET.charAt(c % ALPHABET.length())));
    return safe.toString();
  }
}
