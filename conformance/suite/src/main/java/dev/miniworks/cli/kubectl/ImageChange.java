package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** New images for containers of a template, as {@code set image} is given them. */
record ImageChange(Map<String, String> images) {

  private static final String ALL = "*";
  private static final List<String> LISTS = List.of("initContainers", "containers");

  /**
   * The arguments of {@code set image}: first the objects, then {@code CONTAINER=IMAGE}.
   *
   * @param targets what comes before the first pair
   */
  record Arguments(List<String> targets, ImageChange change) {

    /**
     * Tells them apart.
     *
     * @throws CommandFailure when one kind or the other is missing, or they are mixed up
     */
    static Arguments of(List<String> arguments) {
      var targets = new ArrayList<String>();
      var images = new LinkedHashMap<String, String>();
      for (var argument : arguments) {
        int split = argument.indexOf('=');
        if (split > 0) {
          images.put(argument.substring(0, split), argument.substring(split + 1));
        } else if (images.isEmpty()) {
          targets.add(argument);
        } else {
          throw new CommandFailure(
              "all resources must be specified before image changes: " + argument);
        }
      }
      return new Arguments(checked(targets), new ImageChange(images));
    }

    private static List<String> checked(List<String> targets) {
      if (targets.isEmpty()) {
        throw new CommandFailure(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>");
      }
      return List.copyOf(targets);
    }
  }

  /** Checks that there is something to change. */
  ImageChange {
    if (images.isEmpty()) {
      throw new CommandFailure("at least one image update is required");
    }
    if (images.size() > 1 && images.containsKey(ALL)) {
      throw new CommandFailure(
          "all containers are already specified by *, but saw more than one"
              + " container_name=container_image pairs");
    }
    images = Map.copyOf(images);
  }

  /** The names among the given that no container has. */
  List<String> unknownIn(Resource object) {
    var known = names(object);
    return images.keySet().stream()
        .filter(name -> name.equals(ALL) ? known.isEmpty() : !known.contains(name))
        .sorted()
        .toList();
  }

  /**
   * The JSON patch that sets the images, empty when they are set already. It tests each container's
   * name first, so that an index never hits another that has come in between.
   */
  ArrayNode patch(Resource object) {
    var patch = JsonNodeFactory.instance.arrayNode();
    for (var list : LISTS) {
      var containers = object.template().path("spec").path(list);
      for (int i = 0; i < containers.size(); i++) {
        var path = "/spec/template/spec/" + list + "/" + i;
        var name = containers.get(i).path("name");
        var present = containers.get(i).path("image").asText();
        image(name.asText())
            .filter(image -> !image.equals(present))
            .ifPresent(
                image -> {
                  patch
                      .addObject()
                      .put("op", "test")
                      .put("path", path + "/name")
                      .set("value", name);
                  patch
                      .addObject()
                      .put("op", "add")
                      .put("path", path + "/image")
                      .put("value", image);
                });
      }
    }
    return patch;
  }

  /** The object as it would be, without asking the server. */
  Resource applied(Resource object) {
    JsonNode copy = object.json().deepCopy();
    for (var list : LISTS) {
      for (var container : copy.path("spec").path("template").path("spec").path(list)) {
        if (container instanceof ObjectNode changed) {
          image(container.path("name").asText()).ifPresent(image -> changed.put("image", image));
        }
      }
    }
    return new Resource(object.kind(), copy);
  }

  private Optional<String> image(String container) {
    return Stream.of(container, ALL).map(images::get).filter(Objects::nonNull).findFirst();
  }

  private static List<String> names(Resource object) {
    return LISTS.stream()
        .flatMap(list -> stream(object.template().path("spec").path(list)))
        .map(container -> container.path("name").asText())
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    var elements = new ArrayList<JsonNode>();
    array.forEach(elements::add);
    return elements.stream();
  }
}
