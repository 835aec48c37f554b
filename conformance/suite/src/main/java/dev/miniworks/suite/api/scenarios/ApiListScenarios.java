package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reading many objects: whole, in pages, and as of some version. */
final class ApiListScenarios {

  @Scenario(
      id = "api.list.sorted",
      proves = "a list has the kind of lists, a version, and its objects by name")
  void sorted(Api api) {
    for (var name : List.of("c", "a", "b")) {
      api.of(Builtin.SECRET).create("metadata: {name: %s}".formatted(name)).expect(201);
    }
    var list = api.of(Builtin.SECRET).list().expect(200);
    assertThat(list.text("/kind")).isEqualTo("SecretList");
    assertThat(list.text("/apiVersion")).isEqualTo("v1");
    assertThat(list.names()).containsExactly("a", "b", "c");
    var newest =
        list.items().stream().mapToLong(item -> Long.parseLong(item.version())).max().orElseThrow();
    assertThat(Long.parseLong(list.version())).isGreaterThanOrEqualTo(newest);
  }

  @Scenario(id = "api.list.empty", proves = "an empty list is a list with a version and no objects")
  void empty(Api api) {
    var list = api.of(Builtin.SECRET).list().expect(200);
    assertThat(list.has("/items")).isTrue();
    assertThat(list.at("/items")).isEqualTo(Document.yaml("[]"));
    assertThat(list.version()).matches("[1-9][0-9]*");
  }

  @Scenario(
      id = "api.list.all-namespaces",
      proves = "a list without namespace has the objects of all, by namespace and name")
  void allNamespaces(Api api) {
    var other = api.anotherNamespace();
    for (var namespace : List.of(other, api.namespace())) {
      api.in(namespace, Builtin.SECRET)
          .create("metadata: {name: a, labels: {run: %s}}".formatted(api.namespace()))
          .expect(201);
    }
    var list =
        api.everywhere(Builtin.SECRET)
            .list()
            .with("labelSelector", "run=" + api.namespace())
            .expect(200);
    // The store's order: that of the texts NAMESPACE/NAME.
    assertThat(list.items())
        .extracting(item -> item.text("/metadata/namespace") + "/" + item.name())
        .containsExactlyInAnyOrder(api.namespace() + "/a", other + "/a")
        .isSorted();
  }

  @Scenario(
      id = "api.list.pages",
      proves = "a list with a limit comes in pages, each object once, and counts what is left")
  void pages(Api api) {
    secrets(api, 7);
    var names = new ArrayList<String>();
    var page = api.of(Builtin.SECRET).list().with("limit", 3).expect(200);
    assertThat(page.items()).hasSize(3);
    assertThat(page.number("/metadata/remainingItemCount")).isEqualTo(4);
    var version = page.version();
    while (page.has("/metadata/continue")) {
      names.addAll(page.names());
      page =
          api.of(Builtin.SECRET)
              .list()
              .with("limit", 3)
              .with("continue", page.text("/metadata/continue"))
              .expect(200);
      assertThat(page.version()).isEqualTo(version);
    }
    names.addAll(page.names());
    assertThat(page.has("/metadata/remainingItemCount")).isFalse();
    assertThat(names).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6");
  }

  @Scenario(
      id = "api.list.pages-consistent",
      proves = "later pages show the objects as they were at the first")
  void pagesConsistent(Api api) {
    secrets(api, 4);
    var first = api.of(Builtin.SECRET).list().with("limit", 2).expect(200);
    api.of(Builtin.SECRET).delete("s2").expect(200);
    api.of(Builtin.SECRET)
        .patch(PatchType.MERGE, "s3", "metadata: {labels: {late: 'yes'}}")
        .expect(200);
    api.of(Builtin.SECRET).create("metadata: {name: s4}").expect(201);
    var second =
        api.of(Builtin.SECRET)
            .list()
            .with("limit", 2)
            .with("continue", first.text("/metadata/continue"))
            .expect(200);
    assertThat(second.names()).containsExactly("s2", "s3");
    assertThat(second.has("/items/1/metadata/labels")).isFalse();
    assertThat(second.has("/metadata/continue")).isFalse();
  }

  @Scenario(
      id = "api.list.pages-with-selector",
      proves = "pages of a selection are full, and the rest of them is not counted")
  void pagesWithSelector(Api api) {
    for (var i = 0; i < 6; i++) {
      api.of(Builtin.SECRET)
          .create("metadata: {name: s%d, labels: {even: '%s'}}".formatted(i, i % 2 == 0))
          .expect(201);
    }
    var first =
        api.of(Builtin.SECRET)
            .list()
            .with("limit", 2)
            .with("labelSelector", "even=true")
            .expect(200);
    assertThat(first.names()).containsExactly("s0", "s2");
    assertThat(first.has("/metadata/remainingItemCount")).isFalse();
    var second =
        api.of(Builtin.SECRET)
            .list()
            .with("limit", 2)
            .with("labelSelector", "even=true")
            .with("continue", first.text("/metadata/continue"))
            .expect(200);
    assertThat(second.names()).containsExactly("s4");
  }

  @Scenario(
      id = "api.list.bad-continue",
      proves = "a token that is none is refused as a bad request")
  void badContinue(Api api) {
    api.configMaps()
        .list()
        .with("limit", 1)
        .with("continue", "nonsense")
        .refused(400, "BadRequest")
        .says("continue key is not valid");
  }

  @Scenario(
      id = "api.list.continue-with-version",
      proves = "a token and a resource version exclude each other")
  void continueWithVersion(Api api) {
    secrets(api, 2);
    var first = api.of(Builtin.SECRET).list().with("limit", 1).expect(200);
    api.of(Builtin.SECRET)
        .list()
        .with("continue", first.text("/metadata/continue"))
        .with("resourceVersion", first.version())
        .refused(400, "BadRequest")
        .says("specifying resource version is not allowed when using continue");
  }

  @Scenario(
      id = "api.list.not-older-than",
      proves = "a list at a version or 0 is at least that new")
  void notOlderThan(Api api) {
    var created = api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    var list = api.of(Builtin.SECRET).list().with("resourceVersion", created.version()).expect(200);
    assertThat(list.names()).containsExactly("a");
    assertThat(Long.parseLong(list.version()))
        .isGreaterThanOrEqualTo(Long.parseLong(created.version()));
    assertThat(api.of(Builtin.SECRET).list().with("resourceVersion", 0).expect(200).text("/kind"))
        .isEqualTo("SecretList");
    assertThat(
            api.of(Builtin.SECRET)
                .list()
                .with("resourceVersion", created.version())
                .with("resourceVersionMatch", "NotOlderThan")
                .expect(200)
                .names())
        .containsExactly("a");
  }

  @Scenario(id = "api.list.exact", proves = "a list at exactly a version shows the past")
  void exact(Api api) {
    secrets(api, 1);
    var then = api.of(Builtin.SECRET).list().expect(200);
    api.of(Builtin.SECRET).delete("s0").expect(200);
    var past =
        api.of(Builtin.SECRET)
            .list()
            .with("resourceVersion", then.version())
            .with("resourceVersionMatch", "Exact")
            .expect(200);
    assertThat(past.version()).isEqualTo(then.version());
    assertThat(past.names()).containsExactly("s0");
    assertThat(api.of(Builtin.SECRET).list().expect(200).names()).isEmpty();
  }

  @Scenario(
      id = "api.list.bad-match",
      proves = "resourceVersionMatch needs a version, and Exact one above 0")
  void badMatch(Api api) {
    api.configMaps()
        .list()
        .with("resourceVersionMatch", "Exact")
        .refused(422, "Invalid")
        .cause("FieldValueForbidden", "resourceVersionMatch", "unless resourceVersion is provided");
    api.configMaps()
        .list()
        .with("resourceVersion", 0)
        .with("resourceVersionMatch", "Exact")
        .refused(422, "Invalid")
        .cause("FieldValueForbidden", "resourceVersionMatch", "resourceVersion \"0\"");
    api.configMaps()
        .list()
        .with("resourceVersion", 1)
        .with("resourceVersionMatch", "About")
        .refused(422, "Invalid")
        .cause("FieldValueNotSupported", "resourceVersionMatch", "NotOlderThan");
  }

  @Scenario(id = "api.list.bad-version", proves = "a version that is no number is refused")
  void badVersion(Api api) {
    api.configMaps()
        .list()
        .with("resourceVersion", "new")
        .refused(400, "BadRequest")
        .says("Invalid value: \"new\"");
  }

  @Scenario(
      id = "api.list.future-version",
      proves = "a list at a version that is far ahead is refused as too large, to be tried again")
  void futureVersion(Api api) {
    var refusal =
        api.configMaps()
            .list()
            .with("resourceVersion", "9000000000000")
            .refused(504, "Timeout")
            .says("Too large resource version")
            .cause("ResourceVersionTooLarge", "");
    assertThat(refusal.status().number("/details/retryAfterSeconds")).isEqualTo(1);
  }

  @Scenario(id = "api.list.unique-tokens", proves = "every page has a token of its own")
  void uniqueTokens(Api api) {
    secrets(api, 3);
    var tokens = new HashSet<String>();
    var page = api.of(Builtin.SECRET).list().with("limit", 1).expect(200);
    while (page.has("/metadata/continue")) {
      tokens.add(page.text("/metadata/continue"));
      page =
          api.of(Builtin.SECRET)
              .list()
              .with("limit", 1)
              .with("continue", page.text("/metadata/continue"))
              .expect(200);
    }
    assertThat(tokens).hasSize(2);
  }

  private static void secrets(Api api, int number) {
    for (var i = 0; i < number; i++) {
      api.of(Builtin.SECRET).create("metadata: {name: s%d}".formatted(i)).expect(201);
    }
  }
}
