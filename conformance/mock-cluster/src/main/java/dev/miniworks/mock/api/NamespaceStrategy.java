package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.List;

/** What makes a namespace one, whatever else its kind demands. */
final class NamespaceStrategy implements Strategy {

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final Strategy rest;

  NamespaceStrategy(Strategy rest) {
    this.rest = rest;
  }

  @Override
  public List<String> prune(ObjectNode object) {
    return rest.prune(object);
  }

  @Override
  public void fillDefaults(ObjectNode object) {
    rest.fillDefaults(object);
    ObjectNode metadata = Json.child(object, "metadata");
    if (!metadata.path("name").asText().isEmpty()) {
      Json.child(metadata, "labels").put(NAME_LABEL, metadata.path("name").asText());
    }
  }

  @Override
  public void prepareCreate(ObjectNode object) {
    rest.prepareCreate(object);
    Json.child(object, "spec").putArray("finalizers").add("kubernetes");
    object.putObject("status").put("phase", "Active");
  }

  @Override
  public void prepareUpdate(ObjectNode object, ObjectNode old) {
    rest.prepareUpdate(object, old);
    Json.child(object, "spec").set("finalizers", old.path("spec").path("finalizers"));
  }

  @Override
  public List<FieldError> validateCreate(ObjectNode object) {
    return rest.validateCreate(object);
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
    return rest.validateUpdate(object, old);
  }

  @Override
  public List<FieldError> validateStatus(ObjectNode object, ObjectNode old) {
    return rest.validateStatus(object, old);
  }
}
