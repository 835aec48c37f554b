package dev.miniworks.bench.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * What a program with a server in it does, seen from the benchmark that started it: it starts the
 * server, says after how long and where, and answers each line of its input with the bytes that its
 * heap holds after a collection. It ends with its input, so also with the benchmark.
 */
final class Hosted {

  private static final double NANOS_PER_MILLI = 1e6;

  private Hosted() {}

  /**
   * @param server starts it and gives its URL; what it holds on to has to live on by itself
   */
  static void serve(Supplier<String> server) throws IOException {
    var begin = System.nanoTime();
    var url = server.get();
    System.out.println((System.nanoTime() - begin) / NANOS_PER_MILLI + " " + url);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      System.gc();
      System.out.println(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    // neither server's threads end by themselves
    Runtime.getRuntime().halt(0);
  }
}
