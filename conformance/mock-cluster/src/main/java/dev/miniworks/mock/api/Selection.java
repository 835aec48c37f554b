package dev.miniworks.mock.api;

import dev.miniworks.mock.selector.FieldSelector;
import dev.miniworks.mock.selector.LabelSelector;
import dev.miniworks.mock.selector.Requirement;
import dev.miniworks.mock.selector.SelectorException;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.Query;
import java.util.List;
import java.util.Optional;

/** Which objects of a resource a list, watch or collective deletion is about. */
final class Selection {

  private static final String NAME = "metadata.name";
  private static final String NAMESPACE = "metadata.namespace";

  private final String namespace;
  private final LabelSelector labels;
  private final FieldSelector fields;

  private Selection(String namespace, LabelSelector labels, FieldSelector fields) {
    this.namespace = namespace;
    this.labels = labels;
    this.fields = fields;
  }

  static Selection of(ResourceType type, Target target, Params params) {
    try {
      LabelSelector labels = LabelSelector.parse(params.text("labelSelector").orElse(""));
      FieldSelector fields = FieldSelector.parse(params.text("fieldSelector").orElse(""));
      fields.terms().forEach(term -> checkSelectable(type, term.field()));
      return new Selection(target.namespace(), labels, fields);
    } catch (SelectorException e) {
      throw ApiException.badRequest(e.getMessage());
    }
  }

  private static void checkSelectable(ResourceType type, String field) {
    if (field.equals(NAME)
        || field.equals(NAMESPACE)
        || type.behaviour().selectable().containsKey(field)) {
      return;
    }
    boolean general = type.behaviour().selectable().isEmpty() || type.has(Trait.CUSTOM);
    throw ApiException.badRequest(
        general && !type.has(Trait.CUSTOM)
            ? "\""
                + field
                + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
            : "field label not supported: " + field);
  }

  boolean selectsAll() {
    return labels.requirements().isEmpty() && fields.terms().isEmpty();
  }

  boolean matches(Item item) {
    if (!namespace.isEmpty() && !namespace.equals(item.key().namespace())) {
      return false;
    }
    for (FieldSelector.Term term : fields.terms()) {
      if (valueOf(item, term.field()).equals(term.value()) != term.equal()) {
        return false;
      }
    }
    return labels.matches(item.labels());
  }

  private static String valueOf(Item item, String field) {
    return switch (field) {
      case NAME -> item.key().name();
      case NAMESPACE -> item.key().namespace();
      default -> item.fields().getOrDefault(field, "");
    };
  }

  /** This selection as the store can answer it best. */
  Query query(ResourceType type, Optional<ObjectKey> after, int limit) {
    return new Query(
        key(type),
        namespace.isEmpty() ? Optional.empty() : Optional.of(namespace),
        terms(),
        this::matches,
        after,
        limit);
  }

  private Optional<ObjectKey> key(ResourceType type) {
    if (type.namespaced() && namespace.isEmpty()) {
      return Optional.empty();
    }
    return fields.terms().stream()
        .filter(term -> term.equal() && term.field().equals(NAME))
        .findFirst()
        .map(term -> new ObjectKey(namespace, term.value()));
  }

  private List<String> terms() {
    for (FieldSelector.Term term : fields.terms()) {
      boolean indexed = !term.field().equals(NAME) && !term.field().equals(NAMESPACE);
      if (indexed && term.equal() && !term.value().isEmpty()) {
        return List.of(Item.fieldTerm(term.field(), term.value()));
      }
    }
    for (Requirement requirement : labels.requirements()) {
      if (requirement.operator() == Requirement.Operator.IN) {
        return requirement.values().stream()
            .map(value -> Item.labelTerm(requirement.key(), value))
            .toList();
      }
    }
    return List.of();
  }
}
