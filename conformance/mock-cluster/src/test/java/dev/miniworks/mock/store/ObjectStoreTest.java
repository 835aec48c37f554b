package dev.miniworks.mock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {

  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final int WINDOW = 100;

  private final ObjectStore store = new ObjectStore(WINDOW);

  @BeforeEach
  void open() {
    store.open(PODS, object -> Map.of("node", object.path("node").asText()));
  }

  @Test
  void aWriteTakesThePlaceOfTheVersionItWasMadeFromOnly() {
    Item first = create("a", "one");
    Item second = store.replace(first, pod("a", "two")).orElseThrow();
    assertThat(second.revision()).isGreaterThan(first.revision());
    assertThat(store.replace(first, pod("a", "three"))).isEmpty();
    assertThat(store.delete(first)).isEmpty();
    assertThat(store.create(PODS, new ObjectKey("ns", "a"), pod("a", "four"))).isEmpty();
    assertThat(store.get(PODS, second.key())).contains(second);
  }

  @Test
  void aDeletionHasARevisionOfItsOwn() {
    Item item = create("a", "one");
    Item gone = store.delete(item).orElseThrow();
    assertThat(gone.revision()).isEqualTo(item.revision() + 1);
    assertThat(gone.metadata().path("resourceVersion").asText())
        .isEqualTo(Long.toString(gone.revision()));
    assertThat(item.metadata().path("resourceVersion").asText())
        .isEqualTo(Long.toString(item.revision()));
  }

  @Test
  void listsComeInTheOrderOfNamespaceAndName() {
    for (String name : List.of("b", "a-b", "a", "c")) {
      create(name, "x");
    }
    assertThat(names(store.list(PODS, Query.ALL))).containsExactly("a", "a-b", "b", "c");
    Query page =
        new Query(
            Optional.empty(),
            Optional.of("ns"),
            List.of(),
            item -> true,
            Optional.of(new ObjectKey("ns", "a")),
            2);
    assertThat(names(store.list(PODS, page))).containsExactly("a-b", "b");
    assertThat(store.list(PODS, page).remaining()).isEqualTo(1);
  }

  @Test
  void anIndexTermFindsExactlyTheObjectsThatHaveItNow() {
    Item moved = create("a", "node1");
    create("b", "node2");
    store.replace(moved, pod("a", "node2"));
    assertThat(names(store.list(PODS, withTerm("node1")))).isEmpty();
    assertThat(names(store.list(PODS, withTerm("node2")))).containsExactly("a", "b");
  }

  @Test
  void aListFromThePastShowsWhatWasThere() {
    Item a = create("a", "one");
    Item b = create("b", "one");
    long then = b.revision();
    store.replace(a, pod("a", "two"));
    store.delete(b);
    create("c", "one");
    Page past = store.listAt(PODS, Query.ALL, then);
    assertThat(names(past)).containsExactly("a", "b");
    assertThat(past.items().get(0).json().path("node").asText()).isEqualTo("one");
  }

  @Test
  void aRevisionBeyondTheWindowIsTooOld() {
    long first = create("p0", "x").revision();
    for (int i = 1; i <= WINDOW; i++) {
      create("p" + i, "x");
    }
    Watcher oldest = store.watch(PODS, first, () -> {});
    assertThat(oldest.poll(WINDOW * 2).orElseThrow()).hasSize(WINDOW);
    create("more", "x");
    assertThatThrownBy(() -> store.watch(PODS, first, () -> {}))
        .isInstanceOf(TooOldException.class);
    store.compact();
    assertThatThrownBy(() -> store.listAt(PODS, Query.ALL, first))
        .isInstanceOf(TooOldException.class);
    store.watch(PODS, store.revision(), () -> {}).close();
  }

  @Test
  void aWatcherThatFallsBehindTheWindowLosesItsPlace() {
    Watcher slow = store.watch(PODS, store.revision(), () -> {});
    for (int i = 0; i <= WINDOW; i++) {
      create("p" + i, "x");
    }
    assertThat(slow.poll(10)).isEmpty();
  }

  @Test
  void aWatcherIsToldAgainOnlyAfterItHasReadAll() {
    AtomicInteger told = new AtomicInteger();
    Watcher watcher = store.watch(PODS, store.revision(), told::incrementAndGet);
    create("a", "x");
    create("b", "x");
    assertThat(told).hasValue(1);
    assertThat(watcher.poll(1).orElseThrow()).hasSize(1);
    create("c", "x");
    assertThat(told).hasValue(1);
    assertThat(watcher.poll(10).orElseThrow()).hasSize(2);
    assertThat(watcher.poll(10).orElseThrow()).isEmpty();
    create("d", "x");
    assertThat(told).hasValue(2);
  }

  @Test
  void concurrentWritersLoseNoUpdateAndWatchersSeeEachOnce()
      throws InterruptedException, ExecutionException {
    int writers = 4;
    int each = 20;
    ObjectStore wide = new ObjectStore(writers * each * 2);
    wide.open(PODS, object -> Map.of());
    ObjectKey key = new ObjectKey("ns", "a");
    wide.create(PODS, key, pod("a", "0"));
    Watcher watcher = wide.watch(PODS, wide.revision(), () -> {});
    ExecutorService executor = Executors.newFixedThreadPool(writers);
    List<Future<?>> done = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      done.add(
          executor.submit(
              () -> {
                for (int i = 0; i < each; i++) {
                  increment(wide, key);
                }
              }));
    }
    for (Future<?> future : done) {
      future.get();
    }
    executor.shutdown();
    assertThat(wide.get(PODS, key).orElseThrow().json().path("node").asInt())
        .isEqualTo(writers * each);
    List<Event> events = watcher.poll(Integer.MAX_VALUE).orElseThrow();
    assertThat(events).hasSize(writers * each);
    assertThat(events).extracting(Event::revision).isSorted().doesNotHaveDuplicates();
  }

  private static void increment(ObjectStore store, ObjectKey key) {
    Optional<Item> written;
    do {
      Item old = store.get(PODS, key).orElseThrow();
      ObjectNode next = old.copy();
      next.put("node", Integer.toString(old.json().path("node").asInt() + 1));
      written = store.replace(old, next);
    } while (written.isEmpty());
  }

  @Test
  void dependentsAreFoundByTheirOwner() {
    ObjectNode owned = pod("a", "x");
    owned.withObject("/metadata").putArray("ownerReferences").addObject().put("uid", "owner");
    Item item = store.create(PODS, new ObjectKey("ns", "a"), owned).orElseThrow();
    assertThat(store.dependentsOf("owner")).containsExactly(item);
    store.replace(item, pod("a", "x"));
    assertThat(store.dependentsOf("owner")).isEmpty();
  }

  private Item create(String name, String node) {
    return store.create(PODS, new ObjectKey("ns", name), pod(name, node)).orElseThrow();
  }

  private static Query withTerm(String node) {
    return new Query(
        Optional.empty(),
        Optional.empty(),
        List.of(Item.fieldTerm("node", node)),
        item -> item.fields().get("node").equals(node),
        Optional.empty(),
        0);
  }

  private static ObjectNode pod(String name, String node) {
    ObjectNode pod = Json.object().put("node", node);
    pod.putObject("metadata").put("name", name).put("namespace", "ns").put("uid", "uid-" + name);
    return pod;
  }

  private static List<String> names(Page page) {
    return page.items().stream().map(item -> item.key().name()).toList();
  }
}
