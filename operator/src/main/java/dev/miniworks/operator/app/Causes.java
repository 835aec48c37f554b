package dev.miniworks.operator.app;

import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.util.concurrent.TimeoutException;

/** Puts what went wrong underneath into a few words for a user. */
final class Causes {

  private Causes() {}

  /** The first cause of all. */
  static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** The first cause of all, in one line. */
  static String line(Throwable failure) {
    Throwable root = root(failure);
    if (root instanceof UnknownHostException) {
      return "no such host";
    }
    if (root instanceof CertPathBuilderException) {
      return "its certificate is of no authority that the kubeconfig trusts";
    }
    if (root instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (root instanceof TimeoutException) {
      return "it takes too long";
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
