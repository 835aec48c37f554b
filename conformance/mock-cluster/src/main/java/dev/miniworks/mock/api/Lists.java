package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Page;
import dev.miniworks.mock.store.Query;
import dev.miniworks.mock.store.TooOldException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Answers gets and lists. */
final class Lists {

  private static final String CONTINUE_TOO_OLD =
      "The provided continue parameter is too old to display a consistent list result. You can"
          + " start a new list without the continue parameter, or use the continue token in this"
          + " response to retrieve the remainder of the results. Continuing with the provided token"
          + " results in an inconsistent list - objects that were created, modified, or deleted"
          + " between the time the first chunk was returned and now may show up in the list.";

  private final ObjectStore store;

  Lists(ObjectStore store) {
    this.store = store;
  }

  Answer get(ResourceType type, Target target) {
    return new Answer.Stored(200, type, stored(type, target), List.of());
  }

  /**
   * @throws ApiException when there is none
   */
  Item stored(ResourceType type, Target target) {
    return store
        .get(type.storage(), new ObjectKey(target.namespace(), target.name()))
        .orElseThrow(() -> ApiException.notFound(type.groupResource(), target.name()));
  }

  Answer list(ResourceType type, Target target, Params params) {
    Selection selection = Selection.of(type, target, params);
    ListOptions options = ListOptions.of(params);
    int limit = (int) Math.max(0, params.number("limit").orElse(0));
    Optional<String> token = params.text("continue");
    if (token.isPresent()) {
      return goOn(type, selection, limit, token.get(), options);
    }
    long current = store.revision();
    if (options.version() > current) {
      throw ApiException.tooLargeVersion(options.version(), current);
    }
    Query query = selection.query(type, Optional.empty(), limit);
    if (options.exact()) {
      try {
        return answer(type, selection, store.listAt(type.storage(), query, options.version()));
      } catch (TooOldException e) {
        throw ApiException.expired("The resourceVersion for the provided list is too old.");
      }
    }
    return answer(type, selection, store.list(type.storage(), query));
  }

  private Answer goOn(
      ResourceType type, Selection selection, int limit, String text, ListOptions options) {
    if (options.version() > 0) {
      throw ApiException.badRequest(
          "specifying resource version is not allowed when using continue");
    }
    Token token = Token.read(text);
    Query query = selection.query(type, Optional.of(token.after()), limit);
    try {
      Page page =
          token.revision() > 0
              ? store.listAt(type.storage(), query, token.revision())
              : store.list(type.storage(), query);
      return answer(type, selection, page);
    } catch (TooOldException e) {
      ApiException expired = ApiException.expired(CONTINUE_TOO_OLD);
      expired.status().withObject("/metadata").put("continue", new Token(0, token.after()).write());
      throw expired;
    }
  }

  private static Answer answer(ResourceType type, Selection selection, Page page) {
    if (page.remaining() == 0) {
      return new Answer.Listed(type, page, "", Optional.empty());
    }
    Item last = page.items().get(page.items().size() - 1);
    return new Answer.Listed(
        type,
        page,
        new Token(page.revision(), last.key()).write(),
        selection.selectsAll() ? Optional.of(page.remaining()) : Optional.empty());
  }

  /** Where a list goes on; revision 0 stands for the present. */
  private record Token(long revision, ObjectKey after) {

    String write() {
      ObjectNode json =
          Json.object()
              .put("v", "meta.k8s.io/v1")
              .put("rv", revision)
              .put("start", after.namespace() + "/" + after.name());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }

    static Token read(String text) {
      try {
        JsonNode json = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
        String start = json.path("start").asText();
        int slash = start.indexOf('/');
        if (slash >= 0 && json.path("rv").isNumber()) {
          return new Token(
              json.path("rv").asLong(),
              new ObjectKey(start.substring(0, slash), start.substring(slash + 1)));
        }
      } catch (IOException | IllegalArgumentException e) {
        throw refused(text);
      }
      throw refused(text);
    }

    private static ApiException refused(String text) {
      return ApiException.badRequest("invalid continue token: continue key is not valid: " + text);
    }
  }
}
