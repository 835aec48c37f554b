package dev.miniworks.mock;

/** Serves a cluster until it is killed, to be tried by hand: prints its URL. */
final class Serve {

  private Serve() {}

  public static void main(String[] args) throws InterruptedException {
    try (MockCluster cluster = MockCluster.builder().port(Integer.parseInt(args[0])).start()) {
      System.out.println(cluster.url());
      Thread.currentThread().join();
    }
  }
}
