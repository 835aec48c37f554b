package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Params.FieldValidation;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.patch.JsonPatch;
import dev.miniworks.mock.patch.ManagedFields;
import dev.miniworks.mock.patch.MergePatch;
import dev.miniworks.mock.patch.PatchException;
import dev.miniworks.mock.patch.StrategicMergePatch;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Answers creates, updates and patches: the one way by which objects come in or change. */
final class Writes {

  /** A generated name that is taken is drawn again, so often at most. */
  private static final int NAME_DRAWS = 8;

  private final ObjectStore store;
  private final Clock clock;
  private final Names names;
  private final Admission admission;
  private final Deletions deletions;

  Writes(ObjectStore store, Surroundings surroundings, Admission admission, Deletions deletions) {
    this.store = store;
    this.clock = surroundings.clock();
    this.names = surroundings.names();
    this.admission = admission;
    this.deletions = deletions;
  }

  Answer create(ResourceType type, Request request) {
    ObjectNode object = ((ObjectNode) request.body()).deepCopy();
    Identity.check(type, request.target(), object);
    Identity.complete(type, request.target(), object);
    ObjectNode metadata = Json.child(object, "metadata");
    if (metadata.hasNonNull("resourceVersion")
        && !metadata.path("resourceVersion").asText().isEmpty()) {
      throw ApiException.internal("resourceVersion should not be set on objects to be created");
    }
    boolean generates =
        metadata.path("name").asText().isEmpty() && metadata.hasNonNull("generateName");
    return createNamed(type, request, object, generates, NAME_DRAWS);
  }

  private Answer createNamed(
      ResourceType type, Request request, ObjectNode original, boolean generates, int draws) {
    ObjectNode object = original.deepCopy();
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    if (generates) {
      metadata.put("name", names.generate(metadata.path("generateName").asText()));
    }
    try {
      return createOnce(type, request, object);
    } catch (ApiException e) {
      if (generates && draws > 1 && e.reason().equals("AlreadyExists")) {
        return createNamed(type, request, original, true, draws - 1);
      }
      throw e;
    }
  }

  private Answer createOnce(ResourceType type, Request request, ObjectNode object) {
    List<String> warnings = prune(type, request, object);
    return warning(warnings, () -> createPruned(type, request, object, warnings));
  }

  private Answer createPruned(
      ResourceType type, Request request, ObjectNode object, List<String> warnings) {
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    String name = metadata.path("name").asText();
    metadata.put("uid", names.uid());
    metadata.put("creationTimestamp", Times.seconds(clock.instant()));
    metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
    type.strategy().fillDefaults(object);
    Identity.dropEmpty(object);
    Generations.begin(type, object);
    if (!isApply(request)) {
      if (type.subresources().contains("status") && !type.has(Trait.STATUS_AT_CREATION)) {
        object.remove("status");
      }
      ManagedFields.update(
          Json.object(), object, type.behaviour().shape(), Managers.of(type, request), now());
    }
    type.strategy().prepareCreate(object);
    admission.mutate(type, object);
    Identity.dropEmpty(object);
    List<FieldError> errors = new ArrayList<>(MetadataRules.ofNew(type, object));
    errors.addAll(type.strategy().validateCreate(object));
    refuseInvalid(type, name, errors);
    type.strategy().settle(object);
    ObjectKey key = new ObjectKey(metadata.path("namespace").asText(), name);
    return admission.admit(
        type, object, () -> store(type, key, object, request.params().dryRun(), warnings));
  }

  /** A refusal bears the same warnings as a success. */
  private static <T> T warning(List<String> warnings, Supplier<T> work) {
    try {
      return work.get();
    } catch (ApiException e) {
      throw e.warning(warnings);
    }
  }

  private Answer store(
      ResourceType type, ObjectKey key, ObjectNode object, boolean dryRun, List<String> warnings) {
    Optional<Answer> answer =
        dryRun
            ? Optional.of(new Answer.Made(201, Optional.of(type), object, warnings))
                .filter(made -> store.get(type.storage(), key).isEmpty())
                .map(Answer.class::cast)
            : store
                .create(type.storage(), key, type.toStored(object))
                .map(item -> new Answer.Stored(201, type, item, warnings));
    return answer.orElseThrow(() -> ApiException.alreadyExists(type.groupResource(), key.name()));
  }

  Answer update(ResourceType type, Request request) {
    ObjectNode sent = ((ObjectNode) request.body()).deepCopy();
    Identity.check(type, request.target(), sent);
    Identity.complete(type, request.target(), sent);
    Identity.checkName(request.target(), sent);
    Optional<Item> existing = store.get(type.storage(), key(request.target()));
    if (existing.isEmpty() && type.has(Trait.CREATED_BY_UPDATE) && mayCreate(request, sent)) {
      return createOnce(type, request, sent);
    }
    List<String> warnings = prune(type, request, sent);
    type.strategy().fillDefaults(sent);
    return warning(warnings, () -> updatePruned(type, request, sent, warnings));
  }

  private Answer updatePruned(
      ResourceType type, Request request, ObjectNode sent, List<String> warnings) {
    while (true) {
      Item old = current(type, request.target());
      checkUid(type, request.target(), sent, old);
      checkVersion(type, request.target(), sent, old);
      Optional<Answer> answer = replace(type, request, sent.deepCopy(), old, warnings);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  private static boolean mayCreate(Request request, ObjectNode sent) {
    return request.target().subresource().isEmpty()
        && sent.path("metadata").path("resourceVersion").asText().isEmpty();
  }

  private static boolean isApply(Request request) {
    return request.patchType().equals(Optional.of(PatchType.APPLY));
  }

  private String now() {
    return Times.seconds(clock.instant());
  }

  /** Server-side apply: creates what is not there, else lays the configuration over it. */
  Answer apply(ResourceType type, Request request) {
    Managers.checkApply(type, request);
    ObjectNode config = ((ObjectNode) request.body()).deepCopy();
    Identity.complete(type, request.target(), config);
    ObjectNode metadata = (ObjectNode) config.get("metadata");
    if (metadata.path("name").asText().isEmpty()) {
      metadata.put("name", request.target().name());
    }
    Identity.checkName(request.target(), config);
    Identity.check(type, request.target(), config);
    refuseUndecodable(type, request, config);
    Undeclared.refuse(type, config, request.body().path("metadata"));
    List<String> warnings = prune(type, request, config);
    return warning(warnings, () -> applyPruned(type, request, config, warnings));
  }

  private Answer applyPruned(
      ResourceType type, Request request, ObjectNode config, List<String> warnings) {
    while (true) {
      Optional<Item> existing = store.get(type.storage(), key(request.target()));
      Optional<Answer> answer =
          existing.isEmpty()
              ? createApplied(type, request, config.deepCopy())
              : apply(type, request, config, existing.get(), warnings);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  /** Empty when somebody else was first. */
  private Optional<Answer> createApplied(ResourceType type, Request request, ObjectNode object) {
    if (!request.target().subresource().isEmpty()) {
      throw ApiException.notFound(type.groupResource(), request.target().name());
    }
    ManagedFields.created(object, type.behaviour().shape(), Managers.of(type, request), now());
    try {
      return Optional.of(createOnce(type, request, object));
    } catch (ApiException e) {
      if (e.reason().equals("AlreadyExists") && !request.params().dryRun()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Answer> apply(
      ResourceType type, Request request, ObjectNode config, Item old, List<String> warnings) {
    String version = config.path("metadata").path("resourceVersion").asText();
    if (!version.isEmpty() && !version.equals(Long.toString(old.revision()))) {
      throw ApiException.modified(type.groupResource(), request.target().name());
    }
    ObjectNode result;
    try {
      result =
          ManagedFields.apply(
              type.editable(old),
              Managers.owned(type, request, config),
              type.behaviour().shape(),
              Managers.of(type, request),
              request.params().flag("force"),
              now());
    } catch (ManagedFields.ConflictException e) {
      throw Managers.refused(e.conflicts());
    }
    type.strategy().fillDefaults(result);
    return replace(type, request, result, old, warnings);
  }

  Answer patch(ResourceType type, Request request) {
    PatchType patchType = request.patchType().orElseThrow();
    if (patchType == PatchType.APPLY) {
      return apply(type, request);
    }
    while (true) {
      Item old = current(type, request.target());
      ObjectNode base = type.editable(old);
      ObjectNode patched = patched(type, request, patchType, base);
      Identity.checkName(request.target(), patched);
      Identity.check(type, request.target(), patched);
      List<String> warnings = prune(type, request, patched);
      type.strategy().fillDefaults(patched);
      Optional<Answer> answer =
          warning(
              warnings,
              () -> {
                checkVersion(type, request.target(), patched, old);
                return replace(type, request, patched, old, warnings);
              });
      if (answer.isPresent()) {
        return answer.get();
      }
      // another write came between; the patch is applied to what is there now, unless it named a
      // version, which the check above refuses
    }
  }

  private static ObjectNode patched(
      ResourceType type, Request request, PatchType patchType, ObjectNode base) {
    try {
      return switch (patchType) {
        case JSON -> object(JsonPatch.apply(base, (ArrayNode) request.body()));
        case MERGE -> {
          MergePatch.apply(base, (ObjectNode) request.body());
          yield base;
        }
        case STRATEGIC -> {
          StrategicMergePatch.apply(base, (ObjectNode) request.body(), type.behaviour().shape());
          yield base;
        }
        case APPLY -> throw new IllegalStateException("an apply is no patch of a base");
      };
    } catch (PatchException e) {
      throw e.malformed()
          ? ApiException.badRequest(e.getMessage())
          : ApiException.of(
                  422, "Invalid", "the server rejected our request due to an error in our request")
              .withDetails();
    }
  }

  private static ObjectNode object(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("the patch made something of the object that is none");
  }

  /** Empty when the old version is no longer the stored one. */
  private Optional<Answer> replace(
      ResourceType type, Request request, ObjectNode object, Item old, List<String> warnings) {
    ObjectNode before = type.view(old);
    boolean status = request.target().subresource().equals("status");
    if (status) {
      StatusParts.takeStatusOnly(type, object, before);
    } else if (type.subresources().contains("status")) {
      StatusParts.keepStatus(object, before);
    }
    Identity.keep(object, before);
    if (status) {
      type.strategy().prepareStatus(object, before);
    } else {
      type.strategy().prepareUpdate(object, before);
      admission.mutateChange(type, object, before);
    }
    if (status) {
      Generations.keep(object, before);
    } else {
      Generations.goOn(type, object, before);
    }
    Identity.dropEmpty(object);
    if (!isApply(request)) {
      ManagedFields.update(
          before, object, type.behaviour().shape(), Managers.of(type, request), now());
    }
    List<FieldError> errors = new ArrayList<>(MetadataRules.ofChanged(object, before));
    errors.addAll(
        status
            ? type.strategy().validateStatus(object, before)
            : type.strategy().validateUpdate(object, before));
    refuseInvalid(type, old.key().name(), errors);
    type.strategy().settle(object);
    if (request.params().dryRun()) {
      return Optional.of(new Answer.Made(200, Optional.of(type), object, warnings));
    }
    if (object.equals(before)) {
      return Optional.of(new Answer.Stored(200, type, old, warnings));
    }
    ObjectNode stored = type.toStored(object);
    if (Deletions.isComplete(type.storage(), stored)) {
      return deletions
          .finish(old)
          .map(gone -> new Answer.Made(200, Optional.of(type), object, warnings));
    }
    return store.replace(old, stored).map(item -> new Answer.Stored(200, type, item, warnings));
  }

  /**
   * Changes an object by another way than its own: with the same care, but without what the kind
   * says of updates by users.
   *
   * @param change changes a copy of the object as it is stored, in place
   */
  Item change(
      ResourceType type, Target target, boolean dryRun, BiConsumer<ObjectNode, Item> change) {
    return change(type.storage(), key(target), dryRun, change);
  }

  Item change(
      GroupResource resource, ObjectKey key, boolean dryRun, BiConsumer<ObjectNode, Item> change) {
    while (true) {
      Item old =
          store.get(resource, key).orElseThrow(() -> ApiException.notFound(resource, key.name()));
      ObjectNode object = old.copy();
      change.accept(object, old);
      if (object.equals(old.json())) {
        return old;
      }
      if (dryRun) {
        return old.changed(object);
      }
      Optional<Item> stored =
          Deletions.isComplete(resource, object)
              ? deletions.finish(old)
              : store.replace(old, object);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
  }

  private Item current(ResourceType type, Target target) {
    return store
        .get(type.storage(), key(target))
        .orElseThrow(() -> ApiException.notFound(type.groupResource(), target.name()));
  }

  private static ObjectKey key(Target target) {
    return new ObjectKey(target.namespace(), target.name());
  }

  /** Completes the object's version from the stored one when it names none. */
  private static void checkVersion(ResourceType type, Target target, ObjectNode object, Item old) {
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    String version = metadata.path("resourceVersion").asText();
    if (version.isEmpty() || version.equals("0")) {
      if (type.has(Trait.VERSION_REQUIRED) || type.has(Trait.CUSTOM)) {
        throw ApiException.invalid(
            type.group(),
            type.plural(),
            target.name(),
            List.of(
                new FieldError(
                    "FieldValueInvalid",
                    "metadata.resourceVersion",
                    "Invalid value: 0: must be specified for an update")));
      }
      metadata.put("resourceVersion", Long.toString(old.revision()));
      return;
    }
    try {
      if (Long.parseUnsignedLong(version) != old.revision()) {
        throw ApiException.modified(type.groupResource(), target.name());
      }
    } catch (NumberFormatException e) {
      throw ApiException.internal("strconv.ParseUint: parsing \"" + version + "\": invalid syntax");
    }
  }

  /** A put of another object of the same name is refused. */
  private static void checkUid(ResourceType type, Target target, ObjectNode object, Item old) {
    String uid = object.path("metadata").path("uid").asText();
    if (uid.isEmpty() || uid.equals(old.uid())) {
      return;
    }
    throw ApiException.conflict(
        type.groupResource(),
        target.name(),
        "StorageError: invalid object, Code: 4, Key: /registry/"
            + type.storage().resource()
            + "/"
            + old.key()
            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
            + uid
            + ", UID in object meta: "
            + old.uid());
  }

  private static void refuseUndecodable(ResourceType type, Request request, ObjectNode object) {
    Optional<Misfit> misfit = type.strategy().undecodable(object);
    if (misfit.isPresent()) {
      throw unreadable(type, request, object, misfit.get());
    }
  }

  /** A refusal of what is no object of its kind; of a patch's result it shows the patch, or it. */
  private static ApiException unreadable(
      ResourceType type, Request request, ObjectNode object, Misfit why) {
    if (request.verb() != Verb.PATCH) {
      return ApiException.badRequest(
          type.kind()
              + " in version \""
              + type.version()
              + "\" cannot be handled as a "
              + type.kind()
              + ": "
              + why.decoding());
    }
    boolean strategic = request.patchType().equals(Optional.of(PatchType.STRATEGIC));
    FieldError error =
        strategic
            ? FieldError.invalid("patch", GoText.printed(request.body()), why.converting())
            : FieldError.invalid("patch", object.toString(), why.decoding());
    return ApiException.invalid("", "", "", List.of(error));
  }

  private static List<String> prune(ResourceType type, Request request, ObjectNode object) {
    refuseUndecodable(type, request, object);
    List<String> flaws = new ArrayList<>();
    type.strategy().prune(object).forEach(path -> flaws.add("unknown field \"" + path + "\""));
    flaws.addAll(request.flaws());
    FieldValidation validation = request.params().fieldValidation();
    if (validation == FieldValidation.STRICT && !flaws.isEmpty()) {
      throw unreadable(
          type, request, object, Misfit.of("strict decoding error: " + String.join(", ", flaws)));
    }
    return validation == FieldValidation.WARN ? flaws : List.of();
  }

  private static void refuseInvalid(ResourceType type, String name, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw ApiException.invalid(type.group(), type.kind(), name, errors);
    }
  }
}
