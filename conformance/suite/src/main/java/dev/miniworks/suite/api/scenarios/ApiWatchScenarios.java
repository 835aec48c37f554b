package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Request;
import dev.miniworks.suite.api.Samples;
import dev.miniworks.suite.api.Watch;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Watches: what they begin with, what they tell, and how they end. */
final class ApiWatchScenarios {

  @Scenario(
      id = "api.watch.from-version",
      proves = "a watch from a version tells every later change once, in order, with its object")
  void fromVersion(Api api) {
    var first = api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    var second =
        api.of(Builtin.SECRET)
            .patch(PatchType.MERGE, "a", "metadata: {labels: {x: y}}")
            .expect(200);
    try (var watch =
        api.of(Builtin.SECRET).watch().with("resourceVersion", first.version()).open()) {
      assertThat(watch.expect("MODIFIED", "a")).isEqualTo(second);
      var third = api.of(Builtin.SECRET).create("metadata: {name: b}").expect(201);
      assertThat(watch.expect("ADDED", "b")).isEqualTo(third);
      api.of(Builtin.SECRET).delete("a").expect(200);
      var deleted = watch.expect("DELETED", "a");
      assertThat(deleted.uid()).isEqualTo(first.uid());
      assertThat(deleted.text("/metadata/labels/x")).isEqualTo("y");
    }
  }

  @Scenario(
      id = "api.watch.deleted-version",
      proves = "the event of a deletion has a version of its own, newer than the object's last")
  void deletedVersion(Api api) {
    var created = api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    try (var watch =
        api.of(Builtin.SECRET).watch().with("resourceVersion", created.version()).open()) {
      api.of(Builtin.SECRET).delete("a").expect(200);
      var deleted = watch.expect("DELETED", "a");
      assertThat(Long.parseLong(deleted.version()))
          .isGreaterThan(Long.parseLong(created.version()));
    }
  }

  @Scenario(
      id = "api.watch.from-list",
      proves = "a watch from a list's version tells what happened since, and nothing twice")
  void fromList(Api api) {
    api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    var list = api.of(Builtin.SECRET).list().expect(200);
    api.of(Builtin.SECRET).create("metadata: {name: b}").expect(201);
    try (var watch =
        api.of(Builtin.SECRET).watch().with("resourceVersion", list.version()).open()) {
      watch.expect("ADDED", "b");
    }
  }

  @Scenario(
      id = "api.watch.from-nowhere",
      proves = "a watch without a version begins with what there is, as if it were added")
  void fromNowhere(Api api) {
    beginsWithAll(api, api.of(Builtin.SECRET).watch());
  }

  @Scenario(
      id = "api.watch.from-zero",
      proves = "a watch from version 0 begins with what there is, as if it were added")
  void fromZero(Api api) {
    beginsWithAll(api, api.of(Builtin.SECRET).watch().with("resourceVersion", 0));
  }

  private static void beginsWithAll(Api api, Request request) {
    api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    var b = api.of(Builtin.SECRET).create("metadata: {name: b}").expect(201);
    // A watch may begin with a state that is some moments old: wait for it to be this one.
    api.await(
        "the server's cache has both",
        () ->
            api.of(Builtin.SECRET)
                    .list()
                    .with("resourceVersion", b.version())
                    .expect(200)
                    .items()
                    .size()
                == 2);
    try (var watch = request.open()) {
      var names =
          new TreeSet<>(List.of(watch.expect("ADDED").name(), watch.expect("ADDED").name()));
      assertThat(names).containsExactly("a", "b");
      api.of(Builtin.SECRET).create("metadata: {name: c}").expect(201);
      watch.expect("ADDED", "c");
    }
  }

  @Scenario(
      id = "api.watch.web-socket",
      proves = "a watch over a WebSocket tells the same as one over HTTP")
  void webSocket(Api api) {
    var created = api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    var request = api.of(Builtin.SECRET).watch().with("resourceVersion", created.version());
    try (var http = request.open();
        var socket = request.openSocket()) {
      api.of(Builtin.SECRET).patch(PatchType.MERGE, "a", "metadata: {labels: {x: y}}").expect(200);
      api.of(Builtin.SECRET).delete("a").expect(200);
      assertThat(socket.expect("MODIFIED", "a")).isEqualTo(http.expect("MODIFIED", "a"));
      assertThat(socket.expect("DELETED", "a")).isEqualTo(http.expect("DELETED", "a"));
    }
  }

  @Scenario(id = "api.watch.one-object", proves = "a watch by name tells about that object only")
  void oneObject(Api api) {
    var version = api.of(Builtin.SECRET).list().expect(200).version();
    try (var watch =
        api.of(Builtin.SECRET)
            .watch()
            .with("resourceVersion", version)
            .with("fieldSelector", "metadata.name=b")
            .open()) {
      api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
      api.of(Builtin.SECRET).create("metadata: {name: b}").expect(201);
      watch.expect("ADDED", "b");
    }
  }

  @Scenario(
      id = "api.watch.other-namespace",
      proves = "a watch tells about its namespace, one without namespace about all")
  void otherNamespace(Api api) {
    var other = api.anotherNamespace();
    var version = api.of(Builtin.SECRET).list().expect(200).version();
    var everywhere =
        api.everywhere(Builtin.SECRET)
            .watch()
            .with("resourceVersion", version)
            .with("labelSelector", "run=" + api.namespace());
    try (var here = api.of(Builtin.SECRET).watch().with("resourceVersion", version).open();
        var all = everywhere.open()) {
      var labelled = "metadata: {name: %s, labels: {run: %s}}";
      api.in(other, Builtin.SECRET).create(labelled.formatted("a", api.namespace())).expect(201);
      api.of(Builtin.SECRET).create(labelled.formatted("b", api.namespace())).expect(201);
      here.expect("ADDED", "b");
      assertThat(all.expect("ADDED", "a").text("/metadata/namespace")).isEqualTo(other);
      all.expect("ADDED", "b");
    }
  }

  @Scenario(
      id = "api.watch.selector-enter-leave",
      proves = "an object that begins to match is added, one that ceases to is deleted")
  void selectorEnterLeave(Api api) {
    var secrets = api.of(Builtin.SECRET);
    var version = secrets.list().expect(200).version();
    try (var watch =
        secrets
            .watch()
            .with("resourceVersion", version)
            .with("labelSelector", "color=red")
            .open()) {
      secrets.create("metadata: {name: a, labels: {color: blue}}").expect(201);
      secrets.patch(PatchType.MERGE, "a", "metadata: {labels: {color: red}}").expect(200);
      watch.expect("ADDED", "a");
      secrets.patch(PatchType.MERGE, "a", "metadata: {labels: {size: big}}").expect(200);
      watch.expect("MODIFIED", "a");
      var left =
          secrets.patch(PatchType.MERGE, "a", "metadata: {labels: {color: green}}").expect(200);
      var deleted = watch.expect("DELETED", "a");
      assertThat(deleted.text("/metadata/labels/color")).as("its last match").isEqualTo("red");
      assertThat(deleted.version()).as("the change's version").isEqualTo(left.version());
      secrets.delete("a").expect(200);
      secrets.create("metadata: {name: b, labels: {color: red}}").expect(201);
      watch.expect("ADDED", "b");
    }
  }

  @Scenario(
      id = "api.watch.field-enter-leave",
      proves = "the same holds for fields, such as a pod's phase")
  void fieldEnterLeave(Api api) {
    var version = api.pods().list().expect(200).version();
    try (var watch =
        api.pods()
            .watch()
            .with("resourceVersion", version)
            .with("fieldSelector", "status.phase=Running")
            .open()) {
      api.pods().create(Samples.pod("a")).expect(201);
      phase(api, "Running");
      watch.expect("ADDED", "a");
      phase(api, "Succeeded");
      watch.expect("DELETED", "a");
    }
  }

  private static void phase(Api api, String phase) {
    api.pods()
        .sub("status")
        .patch(PatchType.MERGE, "a", "status: {phase: %s}".formatted(phase))
        .expect(200);
  }

  @Scenario(
      id = "api.watch.expired",
      proves = "a watch from a version long gone is told so: 410, Expired")
  void expired(Api api) {
    // The server remembers no change of a kind from before it served the kind.
    try (var watch = api.gadgets().watch().with("resourceVersion", 1).open()) {
      var status = watch.expect("ERROR");
      assertThat(status.text("/kind")).isEqualTo("Status");
      assertThat(status.number("/code")).isEqualTo(410);
      assertThat(status.text("/reason")).isEqualTo("Expired");
      assertThat(status.text("/message")).contains("too old resource version: 1");
      watch.expectEnd();
    }
  }

  @Scenario(
      id = "api.watch.timeout",
      proves = "a watch with a time limit is ended by the server, without a word")
  void timeout(Api api) {
    var version = api.of(Builtin.SECRET).list().expect(200).version();
    try (var watch =
        api.of(Builtin.SECRET)
            .watch()
            .with("resourceVersion", version)
            .with("timeoutSeconds", 1)
            .open()) {
      watch.expectEnd();
    }
  }

  @Scenario(
      id = "api.watch.bookmark-at-end",
      proves = "who asks for bookmarks gets one before the time limit, with nothing but a version")
  void bookmarkAtEnd(Api api) {
    var created = api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    try (var watch =
        api.of(Builtin.SECRET)
            .watch()
            .with("resourceVersion", created.version())
            .with("allowWatchBookmarks", true)
            .with("timeoutSeconds", 4)
            .open()) {
      var bookmark = watch.expect("BOOKMARK");
      assertThat(bookmark.text("/kind")).isEqualTo("Secret");
      assertThat(Long.parseLong(bookmark.version()))
          .isGreaterThanOrEqualTo(Long.parseLong(created.version()));
      assertThat(bookmark.name()).isEmpty();
    }
  }

  @Scenario(
      id = "api.watch.initial-events",
      proves = "a watch that asks for initial events gets them all, then a bookmark that says so")
  void initialEvents(Api api) {
    api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    var b = api.of(Builtin.SECRET).create("metadata: {name: b}").expect(201);
    try (var watch =
        api.of(Builtin.SECRET)
            .watch()
            .with("sendInitialEvents", true)
            .with("allowWatchBookmarks", true)
            .with("resourceVersionMatch", "NotOlderThan")
            .open()) {
      watch.expect("ADDED", "a");
      assertThat(watch.expect("ADDED", "b")).isEqualTo(b);
      var bookmark = watch.expect("BOOKMARK");
      assertThat(bookmark.text("/metadata/annotations/k8s.io~1initial-events-end"))
          .isEqualTo("true");
      assertThat(Long.parseLong(bookmark.version()))
          .isGreaterThanOrEqualTo(Long.parseLong(b.version()));
      api.of(Builtin.SECRET).create("metadata: {name: c}").expect(201);
      watch.expect("ADDED", "c");
    }
  }

  @Scenario(
      id = "api.watch.initial-events-need-match",
      proves = "initial events without resourceVersionMatch are refused")
  void initialEventsNeedMatch(Api api) {
    api.of(Builtin.SECRET)
        .watch()
        .with("sendInitialEvents", true)
        .refused(422, "Invalid")
        .cause("FieldValueForbidden", "resourceVersionMatch", "sendInitialEvents requires");
    api.of(Builtin.SECRET)
        .list()
        .with("sendInitialEvents", true)
        .refused(422, "Invalid")
        .cause("FieldValueForbidden", "sendInitialEvents", "is forbidden for list");
  }

  @Scenario(
      id = "api.watch.custom-resources",
      proves = "custom resources are watched as built-in kinds are")
  void customResources(Api api) {
    var version = api.gadgets().list().expect(200).version();
    try (var watch = api.gadgets().watch().with("resourceVersion", version).open()) {
      var created = api.gadgets().create(Samples.gadget("a")).expect(201);
      assertThat(watch.expect("ADDED", "a")).isEqualTo(created);
      api.gadgets().sub("status").patch(PatchType.MERGE, "a", "status: {phase: x}").expect(200);
      assertThat(watch.expect("MODIFIED", "a").text("/status/phase")).isEqualTo("x");
      api.gadgets().delete("a").expect(200);
      watch.expect("DELETED", "a");
    }
  }

  @Scenario(id = "api.watch.many", proves = "every watcher is told every change, in the same order")
  void many(Api api) {
    var version = api.of(Builtin.SECRET).list().expect(200).version();
    var request = api.of(Builtin.SECRET).watch().with("resourceVersion", version);
    var watches = IntStream.range(0, 5).mapToObj(i -> request.open()).toList();
    try {
      for (var i = 0; i < 20; i++) {
        api.of(Builtin.SECRET).create("metadata: {name: s%d}".formatted(i)).expect(201);
      }
      for (var i = 0; i < 20; i++) {
        for (var watch : watches) {
          watch.expect("ADDED", "s" + i);
        }
      }
    } finally {
      watches.forEach(Watch::close);
    }
  }

  @Scenario(
      id = "api.watch.path",
      proves = "the old addresses of watches, below /watch/, still serve",
      level = Level.EXTENDED)
  void path(Api api) {
    var version = api.of(Builtin.SECRET).list().expect(200).version();
    var old =
        api.request("GET", "/api/v1/watch/namespaces/" + api.namespace() + "/secrets")
            .with("resourceVersion", version);
    try (var watch = old.open()) {
      api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
      watch.expect("ADDED", "a");
    }
  }
}
