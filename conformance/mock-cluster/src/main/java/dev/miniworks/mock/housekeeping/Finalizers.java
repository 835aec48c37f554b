package dev.miniworks.mock.housekeeping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Item;
import java.util.List;

/** Takes a finalizer off an object, whatever else happens to it meanwhile. */
final class Finalizers {

  private static final int HTTP_NOT_FOUND = 404;
  private static final int HTTP_CONFLICT = 409;

  private Finalizers() {}

  /**
   * Does nothing to an object that has changed since.
   *
   * @return whether the object is without the finalizer now; if not, it has to be looked at again
   */
  static boolean remove(
      Client client, String apiVersion, String resource, Item item, String finalizer) {
    List<String> rest = item.finalizers().stream().filter(name -> !name.equals(finalizer)).toList();
    ObjectNode patch = Json.object();
    ObjectNode metadata =
        patch
            .putObject("metadata")
            .put("uid", item.uid())
            .put("resourceVersion", Long.toString(item.revision()));
    ArrayNode array = metadata.putArray("finalizers");
    rest.forEach(array::add);
    try {
      client.patch(
          apiVersion,
          resource,
          item.key().namespace(),
          item.key().name(),
          "",
          PatchType.MERGE,
          patch);
      return true;
    } catch (ApiException e) {
      if (e.code() != HTTP_NOT_FOUND && e.code() != HTTP_CONFLICT) {
        throw e;
      }
      return e.code() == HTTP_NOT_FOUND;
    }
  }
}
