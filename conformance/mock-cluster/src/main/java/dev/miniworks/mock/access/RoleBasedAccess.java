package dev.miniworks.mock.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.Authorizer;
import dev.miniworks.mock.api.Target;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Query;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Grants what the stored roles and bindings say, and everything to {@code system:masters} and, in
 * place of the roles that a real cluster is born with, to the cluster's own parts.
 */
public final class RoleBasedAccess implements Authorizer {

  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final GroupResource ROLES = new GroupResource(GROUP, "roles");
  private static final GroupResource CLUSTER_ROLES = new GroupResource(GROUP, "clusterroles");
  private static final GroupResource BINDINGS = new GroupResource(GROUP, "rolebindings");
  private static final GroupResource CLUSTER_BINDINGS =
      new GroupResource(GROUP, "clusterrolebindings");

  private static final String MASTERS = "system:masters";
  private static final String NODES = "system:nodes";
  private static final String SCHEDULER = "system:kube-scheduler";
  private static final String CONTROLLERS = "system:serviceaccount:kube-system:";
  private static final String UNAUTHENTICATED = "system:unauthenticated";

  /** What whoever is known may ask about himself, by the role system:basic-user. */
  private static final Set<String> ABOUT_ONESELF =
      Set.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews");

  private final ObjectStore store;

  public RoleBasedAccess(ObjectStore store) {
    this.store = store;
  }

  @Override
  public boolean allows(Actor actor, String verb, Target target) {
    return isTrusted(actor)
        || asksAboutOneself(actor, verb, target)
        || rules(actor, target.namespace()).anyMatch(rule -> Rules.grants(rule, verb, target));
  }

  private static boolean isTrusted(Actor actor) {
    return actor.groups().contains(MASTERS)
        || actor.groups().contains(NODES)
        || actor.user().equals(SCHEDULER)
        || actor.user().startsWith(CONTROLLERS);
  }

  private static boolean asksAboutOneself(Actor actor, String verb, Target target) {
    return verb.equals("create")
        && ABOUT_ONESELF.contains(target.resource())
        && !actor.groups().contains(UNAUTHENTICATED);
  }

  @Override
  public void describe(Actor actor, String namespace, ArrayNode rules) {
    if (isTrusted(actor)) {
      EVERYTHING.describe(actor, namespace, rules);
    } else {
      rules(actor, namespace).forEach(rules::add);
    }
  }

  /** What is granted in a namespace, or where that is empty for the whole cluster. */
  private Stream<JsonNode> rules(Actor actor, String namespace) {
    Stream<Item> everywhere = store.list(CLUSTER_BINDINGS, Query.ALL).items().stream();
    Stream<Item> there =
        namespace.isEmpty()
            ? Stream.empty()
            : store.list(BINDINGS, Query.ALL.inNamespace(namespace)).items().stream();
    return Stream.concat(everywhere, there)
        .filter(binding -> Subjects.include(binding.json().path("subjects"), actor))
        .flatMap(this::rules);
  }

  private Stream<JsonNode> rules(Item binding) {
    JsonNode reference = binding.json().path("roleRef");
    String name = reference.path("name").asText();
    Optional<Item> role =
        reference.path("kind").asText().equals("Role")
            ? store.get(ROLES, new ObjectKey(binding.key().namespace(), name))
            : store.get(CLUSTER_ROLES, new ObjectKey("", name));
    return role.stream()
        .flatMap(found -> StreamSupport.stream(found.json().path("rules").spliterator(), false));
  }
}
