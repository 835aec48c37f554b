package dev.miniworks.mock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.miniworks.mock.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufTest {

  @Test
  void readsWhatIsSetAndLeavesOutWhatIsNot() throws IOException {
    byte[] labels = message(11, message(1, "app"), message(2, "web"));
    byte[] metadata = message(1, message(1, "web"), message(2, ""), labels);
    byte[] replicas = {1 << 3, 0};
    byte[] paused = {7 << 3, 0};
    byte[] surge = message(2, new byte[] {1 << 3, 1}, message(3, "25%"));
    byte[] strategy = message(4, message(1, "RollingUpdate"), message(2, surge));
    byte[] spec = message(2, replicas, paused, strategy);
    byte[] status = message(3);
    assertThat(Protobuf.read(envelope("apps/v1", "Deployment", metadata, spec, status)))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"apiVersion":"apps/v1","kind":"Deployment",
                "metadata":{"name":"web","labels":{"app":"web"}},
                "spec":{"replicas":0,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%"}}}}
                """));
  }

  @Test
  void putsTheSourceOfAVolumeIntoTheVolume() throws IOException {
    byte[] volume = message(1, message(1, "v"), message(2, message(2)));
    byte[] pod = envelope("v1", "Pod", message(2, volume));
    assertThat(Protobuf.read(pod).path("spec").path("volumes"))
        .isEqualTo(Json.MAPPER.readTree("[{\"name\":\"v\",\"emptyDir\":{}}]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k8s", "{\"kind\":\"Pod\"}", "k8s\0\n\177"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Protobuf.read(text.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesKindsThatItDoesNotKnow() {
    assertThatThrownBy(() -> Protobuf.read(envelope("x.io/v1", "Foo"))).hasMessageContaining("Foo");
  }

  private static byte[] envelope(String apiVersion, String kind, byte[]... parts) {
    byte[] type = message(1, message(1, apiVersion), message(2, kind));
    return joined(Protobuf.PREFIX, type, message(2, parts));
  }

  private static byte[] message(int field, String text) {
    return message(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(int field, byte[]... parts) {
    byte[] content = joined(parts);
    return joined(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
