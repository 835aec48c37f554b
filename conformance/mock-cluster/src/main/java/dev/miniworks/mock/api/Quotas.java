package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts what a namespace holds against its quotas: numbers of objects, and what pods ask for. Only
 * quotas without scopes are known.
 */
public final class Quotas {

  public static final GroupResource RESOURCE = new GroupResource("", "resourcequotas");

  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final String COUNT = "count/";
  private static final Quantity ZERO = number(0);
  private static final Quantity ONE = number(1);

  /** What is counted under its plain name too. */
  private static final Set<String> PLAINLY_COUNTED =
      Set.of(
          "configmaps",
          "persistentvolumeclaims",
          "pods",
          "replicationcontrollers",
          "resourcequotas",
          "secrets",
          "services");

  private final ObjectStore store;

  public Quotas(ObjectStore store) {
    this.store = store;
  }

  boolean limits(String namespace) {
    return !namespace.isEmpty() && store.count(RESOURCE, namespace) > 0;
  }

  /**
   * Refuses an object that would exceed a quota.
   *
   * @throws ApiException with the quota's name and numbers
   */
  void check(ResourceType type, ObjectNode object) {
    String namespace = object.path("metadata").path("namespace").asText();
    for (Item quota : store.list(RESOURCE, Query.ALL.inNamespace(namespace)).items()) {
      check(type, object, quota);
    }
  }

  private void check(ResourceType type, ObjectNode object, Item quota) {
    Map<String, String> requested = new LinkedHashMap<>();
    Map<String, String> used = new LinkedHashMap<>();
    Map<String, String> limited = new LinkedHashMap<>();
    JsonNode hard = quota.json().path("spec").path("hard");
    if (type.storage().equals(PODS)) {
      refuseUnspecified(object, quota, hard);
    }
    for (Map.Entry<String, JsonNode> limit : hard.properties()) {
      String name = limit.getKey();
      Optional<Quantity> more = share(type.storage(), object, name);
      if (more.isEmpty() || more.get().signum() == 0) {
        continue;
      }
      Quantity now = used(quota.key().namespace(), name);
      if (now.add(more.get()).compareTo(Quantity.parse(limit.getValue()).orElse(ZERO)) > 0) {
        requested.put(name, more.get().toString());
        used.put(name, now.toString());
        limited.put(name, limit.getValue().asText());
      }
    }
    if (!requested.isEmpty()) {
      throw ApiException.forbidden(
          type.groupResource(),
          object.path("metadata").path("name").asText(),
          "exceeded quota: "
              + quota.key().name()
              + ", requested: "
              + joined(requested)
              + ", used: "
              + joined(used)
              + ", limited: "
              + joined(limited));
    }
  }

  /** What is limited in sum every container has to name. */
  private static void refuseUnspecified(ObjectNode pod, Item quota, JsonNode hard) {
    List<String> missing = new ArrayList<>();
    hard.properties().stream()
        .map(Map.Entry::getKey)
        .filter(Quotas::isCompute)
        .sorted()
        .forEach(
            name -> {
              List<String> silent = new ArrayList<>();
              for (JsonNode container : pod.path("spec").path("containers")) {
                if (given(container, name).isMissingNode()) {
                  silent.add(container.path("name").asText());
                }
              }
              if (!silent.isEmpty()) {
                missing.add(name + " for: " + String.join(",", silent));
              }
            });
    if (!missing.isEmpty()) {
      throw ApiException.forbidden(
          PODS,
          pod.path("metadata").path("name").asText(),
          "failed quota: " + quota.key().name() + ": must specify " + String.join("; ", missing));
    }
  }

  /** The status that a quota should have. */
  public ObjectNode status(Item quota) {
    ObjectNode status = Json.object();
    JsonNode hard = quota.json().path("spec").path("hard");
    status.set("hard", hard.deepCopy());
    ObjectNode used = status.putObject("used");
    for (Map.Entry<String, JsonNode> limit : hard.properties()) {
      used.put(limit.getKey(), used(quota.key().namespace(), limit.getKey()).toString());
    }
    return status;
  }

  private static String joined(Map<String, String> amounts) {
    return amounts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /** How much of a quota's resource an object takes; empty when that is none of its business. */
  private static Optional<Quantity> share(GroupResource resource, ObjectNode object, String name) {
    if (name.equals(COUNT + resource)) {
      return Optional.of(ONE);
    }
    boolean pod = resource.equals(PODS);
    if (name.equals(resource.toString()) && PLAINLY_COUNTED.contains(name)) {
      return Optional.of(pod && ended(object) ? ZERO : ONE);
    }
    return pod && isCompute(name)
        ? Optional.of(ended(object) ? ZERO : asked(object, name))
        : Optional.empty();
  }

  private Quantity used(String namespace, String name) {
    Optional<GroupResource> counted = counted(name);
    if (counted.isPresent() && !name.equals("pods")) {
      return number(count(counted.get(), namespace));
    }
    if (!name.equals("pods") && !isCompute(name)) {
      return ZERO;
    }
    Quantity sum = ZERO;
    List<Item> pods = store.list(PODS, Query.ALL.inNamespace(namespace)).items();
    for (Item pod : pods) {
      sum = share(PODS, pod.json(), name).orElse(ZERO).add(sum);
    }
    return sum;
  }

  private static Quantity number(int value) {
    return Quantity.parse(Integer.toString(value)).orElseThrow();
  }

  private int count(GroupResource resource, String namespace) {
    return store.knows(resource) ? store.count(resource, namespace) : 0;
  }

  private static Optional<GroupResource> counted(String name) {
    if (PLAINLY_COUNTED.contains(name)) {
      return Optional.of(new GroupResource("", name));
    }
    if (!name.startsWith(COUNT)) {
      return Optional.empty();
    }
    String resource = name.substring(COUNT.length());
    int dot = resource.indexOf('.');
    return Optional.of(
        dot < 0
            ? new GroupResource("", resource)
            : new GroupResource(resource.substring(dot + 1), resource.substring(0, dot)));
  }

  private static boolean isCompute(String name) {
    return Set.of("cpu", "memory").contains(name)
        || name.startsWith("requests.")
        || name.startsWith("limits.");
  }

  private static boolean ended(JsonNode pod) {
    String phase = pod.path("status").path("phase").asText();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private static JsonNode given(JsonNode container, String name) {
    int dot = name.indexOf('.');
    String kind = dot < 0 ? "requests" : name.substring(0, dot);
    return container.path("resources").path(kind).path(name.substring(dot + 1));
  }

  private static Quantity asked(JsonNode pod, String name) {
    Quantity sum = ZERO;
    for (JsonNode container : pod.path("spec").path("containers")) {
      Quantity part = Quantity.parse(given(container, name)).orElse(ZERO);
      sum = part.add(sum);
    }
    return sum;
  }
}
