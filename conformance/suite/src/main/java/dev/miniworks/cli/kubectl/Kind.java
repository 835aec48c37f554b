package dev.miniworks.cli.kubectl;

import dev.miniworks.api.Miniworks;
import dev.miniworks.operator.kinds.ApiKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind that these commands know, by all the names that kubectl would take for it. */
enum Kind {
  MINI_DEPLOYMENT(
      new ApiKind(Miniworks.GROUP, Miniworks.VERSION, "MiniDeployment", "minideployments"),
      "mdeploy"),
  MINI_REPLICA_SET(
      new ApiKind(Miniworks.GROUP, Miniworks.VERSION, "MiniReplicaSet", "minireplicasets"), "mrs"),
  DEPLOYMENT(new ApiKind("apps", "v1", "Deployment", "deployments"), "deploy"),
  REPLICA_SET(new ApiKind("apps", "v1", "ReplicaSet", "replicasets"), "rs");

  private static final int MOST_TYPING_ERRORS = 2;

  private final ApiKind api;
  private final String shortName;

  Kind(ApiKind api, String shortName) {
    this.api = api;
    this.shortName = shortName;
  }

  ApiKind api() {
    return api;
  }

  /** The kind whose objects are this kind's revisions; none where nothing is rolled out. */
  Optional<Kind> revisions() {
    return switch (this) {
      case MINI_DEPLOYMENT -> Optional.of(MINI_REPLICA_SET);
      case DEPLOYMENT -> Optional.of(REPLICA_SET);
      case MINI_REPLICA_SET, REPLICA_SET -> Optional.empty();
    };
  }

  /** Whether kubectl itself knows what belongs to objects of this kind. */
  boolean builtIn() {
    return !api.group().equals(Miniworks.GROUP);
  }

  /** {@code deployments.apps}: how messages call it. */
  String resource() {
    return api.plural() + "." + api.group();
  }

  /** {@code Deployment.apps}: how messages about what it cannot do call it. */
  String groupKind() {
    return api.kind() + "." + api.group();
  }

  /** {@code deployment.apps}: the first half of a name in kubectl's output. */
  String outputName() {
    return singular() + "." + api.group();
  }

  /**
   * The kind that a user means.
   *
   * @throws CommandFailure when there is none; names the nearest, or all
   */
  static Kind named(String word) {
    return find(word).orElseThrow(() -> unknown(word));
  }

  /** The kind that a user means, if it is one of these. */
  static Optional<Kind> find(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(kind -> kind.names().contains(lower)).findFirst();
  }

  /** Whether a user means a mini kind, or has mistyped one. */
  static boolean isOrResemblesMini(String word) {
    return find(word)
        .or(() -> nearest(word.toLowerCase(Locale.ROOT)).map(Kind::named))
        .filter(kind -> !kind.builtIn())
        .isPresent();
  }

  private String singular() {
    return api.kind().toLowerCase(Locale.ROOT);
  }

  private List<String> names() {
    return Stream.of(singular(), api.plural())
        .flatMap(
            name ->
                Stream.of(
                    name, name + "." + api.group(), name + "." + api.version() + "." + api.group()))
        .collect(Collectors.collectingAndThen(Collectors.toList(), this::withShortName));
  }

  private List<String> withShortName(List<String> names) {
    names.add(shortName);
    return names;
  }

  private static CommandFailure unknown(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return nearest(lower)
        .map(
            name ->
                new CommandFailure(
                    "the server doesn't have a resource type \"%s\"; did you mean \"%s\"?"
                        .formatted(word, name)))
        .orElseGet(
            () ->
                new CommandFailure(
                    "\"%s\" is not one of the kinds known here: %s. Use kubectl itself for others"
                        .formatted(word, known())));
  }

  private static Optional<String> nearest(String word) {
    return Stream.of(values())
        .flatMap(kind -> Stream.of(kind.singular(), kind.api.plural(), kind.shortName))
        // A name of three letters is two typing errors away from any other.
        .filter(name -> distance(word, name) <= Math.min(MOST_TYPING_ERRORS, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(word, name)));
  }

  private static String known() {
    return Stream.of(values())
        .map(kind -> kind.singular() + " (" + kind.shortName + ")")
        .collect(Collectors.joining(", "));
  }

  /** How many letters have to be added, removed or replaced to make one word the other. */
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
