package dev.miniworks.operator.workload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Compares, hashes and labels pod templates. */
public final class Templates {

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  /** Writes templates so that equal ones have equal trees. */
  private static final ObjectMapper CANONICAL =
      JsonMapper.builder().addMixIn(Quantity.class, ByAmount.class).build();

  private Templates() {}

  /**
   * Whether two templates mean the same, leaving aside the hash label. Absent and empty lists and
   * maps are the same, and so are equal quantities such as {@code 1} and {@code 1000m}. Defaults
   * have to be written out on both sides, or on neither.
   */
  public static boolean sameIgnoringHash(PodTemplateSpec one, PodTemplateSpec other) {
    return sameAs(one).test(other);
  }

  /** Whether templates mean the same as this one: {@link #sameIgnoringHash} for many. */
  public static Predicate<PodTemplateSpec> sameAs(PodTemplateSpec one) {
    JsonNode wanted = canonical(one);
    List<String> images = images(one);
    // Most revisions differ in an image, which is quickly seen; only the rest need the whole tree.
    return other -> images.equals(images(other)) && wanted.equals(canonical(other));
  }

  /**
   * A short text, at most 10 characters and fit for a label, that differs between templates but for
   * chance; another collision count gives another text.
   *
   * @param collisionCount empty when there was no collision yet
   */
  public static String hash(PodTemplateSpec template, OptionalInt collisionCount) {
    int hash = fnv(FNV_OFFSET, canonical(template).toString().getBytes(StandardCharsets.UTF_8));
    if (collisionCount.isPresent()) {
      ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      hash = fnv(hash, count.putInt(collisionCount.getAsInt()).array());
    }
    return Names.safe(Integer.toUnsignedString(hash));
  }

  /** A copy with the hash label set. */
  public static PodTemplateSpec withHashLabel(PodTemplateSpec template, String hash) {
    Map<String, String> labels = labels(template);
    labels.put(Labels.POD_TEMPLATE_HASH, hash);
    return withLabels(template, labels);
  }

  /** A copy without the hash label. */
  public static PodTemplateSpec withoutHashLabel(PodTemplateSpec template) {
    Map<String, String> labels = labels(template);
    labels.remove(Labels.POD_TEMPLATE_HASH);
    return withLabels(template, labels);
  }

  /** The template's labels, as a map of the caller's own. */
  public static Map<String, String> labels(PodTemplateSpec template) {
    ObjectMeta meta = template.getMetadata();
    return meta == null || meta.getLabels() == null
        ? new HashMap<>()
        : new HashMap<>(meta.getLabels());
  }

  private static PodTemplateSpec withLabels(PodTemplateSpec template, Map<String, String> labels) {
    return new PodTemplateSpecBuilder(template)
        .editOrNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .build();
  }

  private static List<String> images(PodTemplateSpec template) {
    return template.getSpec() == null
        ? List.of()
        : template.getSpec().getContainers().stream()
            .map(container -> Objects.requireNonNullElse(container.getImage(), ""))
            .toList();
  }

  private static JsonNode canonical(PodTemplateSpec template) {
    JsonNode tree = CANONICAL.valueToTree(template);
    if (tree.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove(Labels.POD_TEMPLATE_HASH);
      removeIfEmpty(tree.path("metadata"), "labels");
    }
    removeIfEmpty(tree, "metadata");
    return sorted(tree);
  }

  private static void removeIfEmpty(JsonNode parent, String field) {
    if (parent instanceof ObjectNode object && object.path(field).isEmpty()) {
      object.remove(field);
    }
  }

  /** With fields in the order of their names, for the text has to be the same as well. */
  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> fields = new TreeMap<>();
      object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      fields.values().removeIf(JsonNode::isNull);
      return new ObjectNode(JsonNodeFactory.instance, new LinkedHashMap<>(fields));
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> copy.add(sorted(element)));
      return copy;
    }
    return node;
  }

  private static int fnv(int start, byte[] bytes) {
    int hash = start;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** Makes Jackson write quantities by what they amount to. */
  @JsonSerialize(using = AmountSerializer.class)
  private interface ByAmount {}

  private static final class AmountSerializer extends JsonSerializer<Quantity> {

    @Override
    public void serialize(Quantity quantity, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(amount(quantity));
    }

    private static String amount(Quantity quantity) {
      try {
        return Quantity.getAmountInBytes(quantity).stripTrailingZeros().toPlainString();
      } catch (ArithmeticException | IllegalArgumentException notANumber) {
        return Objects.toString(quantity);
      }
    }
  }
}
