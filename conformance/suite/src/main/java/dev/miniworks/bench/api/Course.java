package dev.miniworks.bench.api;

import dev.miniworks.bench.api.Outcome.Cannot;
import dev.miniworks.bench.api.Outcome.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Takes a fresh server through everything that is measured of it. */
final class Course {

  private static final int FEW = 1000;
  private static final int REQUESTS = 1000;
  private static final int CONCURRENT_REQUESTS = 3000;
  private static final int LISTS = 200;
  private static final int ROUNDS = 3;
  private static final double MILLIS_PER_SECOND = 1000;

  /** What a slow server is given for one figure. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What the makers of pods in bulk are given. */
  private static final Duration FILLING_LIMIT = Duration.ofMinutes(10);

  /** For so long each kind of request is repeated before it counts: JVMs have code to compile. */
  private static final Duration REHEARSAL = Duration.ofSeconds(3);

  private final Server server;
  private final Wire wire;
  private final Load load;
  private final int pods;
  private final Pods many = new Pods("many");
  private final Pods few = new Pods("few");
  private final Pods single = new Pods("single");
  private final Map<Row, Outcome> outcomes = new EnumMap<>(Row.class);

  /**
   * @param pods how many are stored while everything else is measured
   */
  Course(Server server, Wire wire, int pods) {
    this.server = server;
    this.wire = wire;
    this.load = new Load(wire);
    this.pods = pods;
  }

  Map<Row, Outcome> run() throws InterruptedException {
    List.of(many, few, single).forEach(namespace -> namespace.open(wire));
    fill();
    get();
    list();
    update();
    create();
    watch();
    return outcomes;
  }

  private void fill() throws InterruptedException {
    var before = server.heapMib();
    load.concurrent(pods, FILLING_LIMIT, many::create);
    outcomes.put(Row.HEAP, difference(before, server.heapMib()));
    outcomes.put(Row.RESIDENT, new Measured(server.residentMib()));
    load.concurrent(FEW, FILLING_LIMIT, few::create);
  }

  private static Outcome difference(Outcome before, Outcome after) {
    return before instanceof Measured less && after instanceof Measured more
        ? new Measured(more.value() - less.value())
        : after;
  }

  private void get() throws InterruptedException {
    IntFunction<Wire.Call> calls = i -> many.get(i % pods);
    rehearse(calls);
    percentiles(Row.GET_P50, Row.GET_P99, calls);
    outcomes.put(Row.GET_RATE, new Measured(load.concurrent(CONCURRENT_REQUESTS, LIMIT, calls)));
  }

  private void list() throws InterruptedException {
    list(Row.LIST_NAMESPACE, FEW, i -> few.list());
    list(Row.LIST_LABEL_OF_FEW, Pods.GROUP, i -> few.listGroup(i % (FEW / Pods.GROUP)));
    list(Row.LIST_LABEL_OF_MANY, Pods.GROUP, i -> many.listGroup(i % (pods / Pods.GROUP)));
    list(Row.LIST_FIELD_OF_MANY, Pods.GROUP, i -> many.listNode(i % (pods / Pods.GROUP)));
  }

  private void list(Row row, int expected, IntFunction<Wire.Call> calls)
      throws InterruptedException {
    var found = wire.answer(calls.apply(0)).json().path("items").size();
    if (found != expected) {
      outcomes.put(row, new Cannot("wrong: finds %d of %d".formatted(found, expected)));
      return;
    }
    rehearse(calls);
    outcomes.put(row, Measurements.median(load.sequential(LISTS, LIMIT, calls)));
  }

  private void update() throws InterruptedException {
    var stored = wire.answer(few.list()).json().path("items");
    IntFunction<Wire.Call> updates = i -> few.update(stored.get(i % FEW), "update-" + i);
    IntFunction<Wire.Call> patches = i -> few.patchStatus(i % FEW, "patch-" + i);
    rehearse(i -> updates.apply(REQUESTS + i));
    percentiles(Row.UPDATE_P50, Row.UPDATE_P99, updates);
    rehearse(i -> patches.apply(REQUESTS + CONCURRENT_REQUESTS + i));
    percentiles(Row.STATUS_P50, Row.STATUS_P99, patches);
    outcomes.put(
        Row.STATUS_RATE,
        new Measured(
            load.concurrent(CONCURRENT_REQUESTS, LIMIT, i -> patches.apply(REQUESTS + i))));
  }

  private void create() throws InterruptedException {
    percentiles(Row.CREATE_P50, Row.CREATE_P99, single::create);
    outcomes.put(
        Row.CREATE_RATE,
        new Measured(
            load.concurrent(CONCURRENT_REQUESTS, LIMIT, i -> single.create(REQUESTS + i))));
  }

  private void watch() throws InterruptedException {
    var fanOut = new FanOut(wire);
    List<Double> rounds = new ArrayList<>();
    for (var round = 0; round <= ROUNDS; round++) {
      var watched = new Pods("watched-" + round);
      watched.open(wire);
      rounds.add(fanOut.run(watched, FEW));
    }
    var millis = rounds.subList(1, rounds.size());
    outcomes.put(Row.WATCH_ALL, Measurements.median(millis));
    outcomes.put(
        Row.WATCH_RATE,
        Measurements.median(
            millis.stream()
                .map(each -> MILLIS_PER_SECOND * FanOut.WATCHERS * FEW / each)
                .toList()));
  }

  private void percentiles(Row median, Row worst, IntFunction<Wire.Call> calls) {
    var samples = load.sequential(REQUESTS, LIMIT, calls);
    outcomes.put(median, Measurements.percentile(samples, 50));
    outcomes.put(worst, Measurements.percentile(samples, 99));
  }

  private void rehearse(IntFunction<Wire.Call> calls) throws InterruptedException {
    load.concurrent(Integer.MAX_VALUE, REHEARSAL, calls);
  }
}
