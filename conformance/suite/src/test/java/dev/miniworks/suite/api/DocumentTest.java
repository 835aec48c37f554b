package dev.miniworks.suite.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Reading and changing documents. */
class DocumentTest {

  private final Document pod =
      Document.yaml(
          """
          metadata: {name: a, labels: {example.com/app: web}}
          spec: {containers: [{name: main, ports: [80]}, {name: side}]}
          """);

  @Test
  void partsAreFoundByPointer() {
    assertThat(pod.name()).isEqualTo("a");
    assertThat(pod.text("/metadata/labels/example.com~1app")).isEqualTo("web");
    assertThat(pod.number("/spec/containers/0/ports/0")).isEqualTo(80);
    assertThat(pod.texts("/spec/containers", "/name")).containsExactly("main", "side");
    assertThat(pod.fields("/spec/containers/0")).containsExactly("name", "ports");
  }

  @Test
  void whatIsMissingIsEmpty() {
    assertThat(pod.has("/spec/volumes")).isFalse();
    assertThat(pod.text("/spec/volumes/0/name")).isEmpty();
    assertThat(pod.list("/spec/volumes")).isEmpty();
    assertThat(pod.at("/spec/volumes")).isNotEqualTo(Document.yaml("null"));
  }

  @Test
  void aChangeIsACopy() {
    var changed = pod.with("/spec/containers/0/name", "other").without("/metadata/labels");
    assertThat(changed.text("/spec/containers/0/name")).isEqualTo("other");
    assertThat(changed.has("/metadata/labels")).isFalse();
    assertThat(pod.text("/spec/containers/0/name")).isEqualTo("main");
    assertThat(pod.has("/metadata/labels")).isTrue();
  }

  @Test
  void objectsOnTheWayAreMade() {
    assertThat(pod.with("/status/deep/er", 1).at("/status"))
        .isEqualTo(Document.yaml("{deep: {er: 1}}"));
    assertThat(Document.yaml("{}").with("/x", "y")).isEqualTo(Document.yaml("x: y"));
  }

  @Test
  void listsAreAppendedTo() {
    var changed = pod.with("/spec/containers/-", Document.yaml("name: third"));
    assertThat(changed.texts("/spec/containers", "/name")).containsExactly("main", "side", "third");
    assertThat(changed.without("/spec/containers/0").texts("/spec/containers", "/name"))
        .containsExactly("side", "third");
  }

  @Test
  void numbersAndTextsDiffer() {
    assertThat(Document.yaml("x: 1")).isNotEqualTo(Document.yaml("x: '1'"));
    assertThat(Document.json("{\"x\":1}")).isEqualTo(Document.yaml("x: 1"));
  }

  @Test
  void whatIsNoDocumentFails() {
    assertThatThrownBy(() -> Document.json("<html>")).isInstanceOf(AssertionError.class);
  }
}
