package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.ResourceType.Behaviour;
import dev.miniworks.mock.api.ResourceType.Names;
import dev.miniworks.mock.api.ResourceType.Storage;
import dev.miniworks.mock.patch.Shapes;
import dev.miniworks.mock.store.GroupResource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The resources that every cluster has. */
public final class BuiltIns {

  /**
   * Version, plural, kind, scope, short names, categories, subresources, traits. The traits: {@code
   * g} counts generations, {@code n} counts annotations too, {@code a} everything, {@code v} wants
   * a version in updates, {@code c} is created by an update, {@code d} returns what was deleted,
   * {@code o} orphans dependents, {@code r} is a review, {@code s} keeps the status it is created
   * with.
   */
  private static final String TABLE =
      """
      v1 bindings Binding namespaced - - - r
      v1 configmaps ConfigMap namespaced cm - - -
      v1 endpoints Endpoints namespaced ep - - c
      v1 events Event namespaced ev - - c
      v1 limitranges LimitRange namespaced limits - - c
      v1 namespaces Namespace cluster ns - status,finalize d
      v1 nodes Node cluster no - status s
      v1 persistentvolumeclaims PersistentVolumeClaim namespaced pvc - status d
      v1 persistentvolumes PersistentVolume cluster pv - status d
      v1 pods Pod namespaced po all status,binding,eviction,log,exec,attach,portforward gd
      v1 podtemplates PodTemplate namespaced - - - gd
      v1 replicationcontrollers ReplicationController namespaced rc all status,scale gdo
      v1 resourcequotas ResourceQuota namespaced quota - status d
      v1 secrets Secret namespaced - - - -
      v1 serviceaccounts ServiceAccount namespaced sa - token d
      v1 services Service namespaced svc all status cd
      apps/v1 controllerrevisions ControllerRevision namespaced - - - -
      apps/v1 daemonsets DaemonSet namespaced ds all status g
      apps/v1 deployments Deployment namespaced deploy all status,scale gn
      apps/v1 replicasets ReplicaSet namespaced rs all status,scale g
      apps/v1 statefulsets StatefulSet namespaced sts all status,scale g
      events.k8s.io/v1 events Event namespaced ev - - c
      authentication.k8s.io/v1 selfsubjectreviews SelfSubjectReview cluster - - - r
      authentication.k8s.io/v1 tokenreviews TokenReview cluster - - - r
      authorization.k8s.io/v1 localsubjectaccessreviews LocalSubjectAccessReview namespaced - - - r
      authorization.k8s.io/v1 selfsubjectaccessreviews SelfSubjectAccessReview cluster - - - r
      authorization.k8s.io/v1 selfsubjectrulesreviews SelfSubjectRulesReview cluster - - - r
      authorization.k8s.io/v1 subjectaccessreviews SubjectAccessReview cluster - - - r
      autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler namespaced hpa all status -
      batch/v1 cronjobs CronJob namespaced cj all status g
      batch/v1 jobs Job namespaced - all status go
      networking.k8s.io/v1 ingressclasses IngressClass cluster - - - g
      networking.k8s.io/v1 ingresses Ingress namespaced ing - status g
      networking.k8s.io/v1 networkpolicies NetworkPolicy namespaced netpol - - g
      policy/v1 poddisruptionbudgets PodDisruptionBudget namespaced pdb - status gv
      rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding cluster - - - c
      rbac.authorization.k8s.io/v1 clusterroles ClusterRole cluster - - - c
      rbac.authorization.k8s.io/v1 rolebindings RoleBinding namespaced - - - c
      rbac.authorization.k8s.io/v1 roles Role namespaced - - - c
      storage.k8s.io/v1 storageclasses StorageClass cluster sc - - d
      apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition cluster crd,crds api-extensions status g
      scheduling.k8s.io/v1 priorityclasses PriorityClass cluster pc - - g
      coordination.k8s.io/v1 leases Lease namespaced - - - vc
      discovery.k8s.io/v1 endpointslices EndpointSlice namespaced - - - ga
      """;

  private static final Map<Character, Trait> TRAITS =
      Map.of(
          'g', Trait.GENERATION,
          'n', Trait.ANNOTATIONS_COUNT,
          'a', Trait.ALL_COUNTS,
          'v', Trait.VERSION_REQUIRED,
          'c', Trait.CREATED_BY_UPDATE,
          'd', Trait.DELETED_IS_RETURNED,
          'o', Trait.ORPHANS_DEPENDENTS,
          'r', Trait.REVIEW,
          's', Trait.STATUS_AT_CREATION);

  private static final Set<String> LABEL_NAMES = Set.of("namespaces", "services", "statefulsets");
  private static final Set<String> PATH_NAMES =
      Set.of(
          "clusterroles", "clusterrolebindings", "roles", "rolebindings", "poddisruptionbudgets");

  private static final Map<String, List<String>> SELECTABLE =
      Map.of(
          "pods",
          List.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "spec.hostNetwork",
              "status.phase",
              "status.podIP",
              "status.podIPs",
              "status.nominatedNodeName"),
          "events",
          List.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.resourceVersion",
              "involvedObject.fieldPath",
              "reason",
              "reportingComponent",
              "source",
              "type"),
          "namespaces",
          List.of("status.phase"),
          "nodes",
          List.of("spec.unschedulable"),
          "secrets",
          List.of("type"),
          "services",
          List.of("spec.clusterIP", "spec.type"),
          "replicationcontrollers",
          List.of("status.replicas"),
          "replicasets",
          List.of("status.replicas"),
          "jobs",
          List.of("status.successful"));

  private static final ScalePaths REPLICAS =
      new ScalePaths("spec.replicas", "status.replicas", "spec.selector");

  private BuiltIns() {}

  /**
   * All of them.
   *
   * @param strategies by what messages call the resource, such as {@code deployments.apps}
   */
  public static List<ResourceType> types(Map<String, Strategy> strategies) {
    List<ResourceType> types = new ArrayList<>();
    TABLE.lines().map(line -> line.split(" ")).forEach(row -> types.add(type(row, strategies)));
    return types;
  }

  private static ResourceType type(String[] row, Map<String, Strategy> strategies) {
    String apiVersion = row[0];
    String plural = row[1];
    String kind = row[2];
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    row[7].chars().filter(c -> c != '-').forEach(c -> traits.add(TRAITS.get((char) c)));
    Set<String> subresources = new LinkedHashSet<>(list(row[6]));
    return new ResourceType(
        new Names(plural, singular(kind), kind, kind + "List", list(row[4]), list(row[5])),
        group,
        apiVersion.substring(slash + 1),
        row[3].equals("namespaced"),
        traits,
        subresources,
        new Behaviour(
            strategies.getOrDefault(new GroupResource(group, plural).toString(), Strategy.NONE),
            Shapes.ofKind(kind),
            nameRule(plural),
            selectable(group, plural),
            subresources.contains("scale") ? Optional.of(REPLICAS) : Optional.empty(),
            () -> BuiltInColumns.of(plural),
            deprecation(plural)),
        storage(group, plural, apiVersion));
  }

  private static Optional<String> deprecation(String plural) {
    return plural.equals("endpoints")
        ? Optional.of("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice")
        : Optional.empty();
  }

  /** The two kinds of events are one storage. */
  private static Storage storage(String group, String plural, String apiVersion) {
    if (group.equals("events.k8s.io")) {
      return new Storage(
          new GroupResource("", plural),
          "v1",
          EventConversion::toCore,
          EventConversion::fromCore,
          0);
    }
    return new Storage(
        new GroupResource(group, plural), apiVersion, object -> object, object -> object, 0);
  }

  private static NameRule nameRule(String plural) {
    if (LABEL_NAMES.contains(plural)) {
      return NameRule.LABEL;
    }
    return PATH_NAMES.contains(plural) ? NameRule.PATH_SEGMENT : NameRule.SUBDOMAIN;
  }

  private static Map<String, String> selectable(String group, String plural) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : SELECTABLE.getOrDefault(plural, List.of())) {
      fields.put(
          field,
          switch (field) {
            case "source" -> "source.component";
            case "status.successful" -> "status.succeeded";
            default -> field;
          });
    }
    return fields;
  }

  private static String singular(String kind) {
    return kind.toLowerCase(Locale.ROOT);
  }

  private static List<String> list(String cell) {
    return cell.equals("-") ? List.of() : List.of(cell.split(","));
  }

  /** Events of the two groups tell the same in other words. */
  private static final class EventConversion {

    /** Core name to name in events.k8s.io. */
    private static final Map<String, String> RENAMED =
        Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "reportingComponent", "reportingController",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount");

    static ObjectNode fromCore(ObjectNode object) {
      ObjectNode copy = object.objectNode();
      object
          .properties()
          .forEach(
              field ->
                  copy.set(RENAMED.getOrDefault(field.getKey(), field.getKey()), field.getValue()));
      return copy.put("apiVersion", "events.k8s.io/v1");
    }

    static ObjectNode toCore(ObjectNode object) {
      ObjectNode copy = object.deepCopy();
      RENAMED.forEach(
          (core, other) -> {
            if (copy.has(other)) {
              copy.set(core, copy.remove(other));
            }
          });
      return copy.put("apiVersion", "v1");
    }
  }
}
