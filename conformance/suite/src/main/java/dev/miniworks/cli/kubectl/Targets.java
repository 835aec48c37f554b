package dev.miniworks.cli.kubectl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which objects a command is about, read from its arguments by kubectl's grammar. */
sealed interface Targets {

  /** Objects by their names. */
  record Named(List<Name> names) implements Targets {

    /** Takes a copy. */
    public Named {
      names = List.copyOf(names);
    }
  }

  /** One object. */
  record Name(Kind kind, String name) {}

  /** All objects of these kinds, or those that a label selector matches. */
  record Every(List<Kind> kinds, Optional<String> selector) implements Targets {

    /** Takes a copy. */
    public Every {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * Reads {@code TYPE/NAME ...}, {@code TYPE NAME ...}, or {@code TYPE[,TYPE]} with or without a
   * selector.
   *
   * @throws CommandFailure when they make no sense
   */
  static Targets of(List<String> arguments, Optional<String> selector) {
    if (arguments.stream().anyMatch(argument -> argument.contains("/"))) {
      var names = arguments.stream().map(Targets::name).toList();
      return withoutSelector(names, selector);
    }
    var kinds = kinds(arguments.get(0));
    var rest = arguments.subList(1, arguments.size());
    if (rest.isEmpty()) {
      return new Every(kinds, selector);
    }
    var names =
        kinds.stream().flatMap(kind -> rest.stream().map(name -> new Name(kind, name))).toList();
    return withoutSelector(names, selector);
  }

  private static Targets withoutSelector(List<Name> names, Optional<String> selector) {
    if (selector.isPresent()) {
      throw new CommandFailure("name cannot be provided when a selector is specified");
    }
    return new Named(names);
  }

  private static List<Kind> kinds(String argument) {
    var kinds = new ArrayList<Kind>();
    Stream.of(argument.split(",")).map(Kind::named).forEach(kinds::add);
    return kinds;
  }

  private static Name name(String argument) {
    var parts = argument.split("/", -1);
    if (parts.length == 1) {
      throw new CommandFailure(
          "there is no need to specify a resource type as a separate argument when passing"
              + " arguments in resource/name form (e.g. 'resource/<resource_name>' instead of"
              + " 'resource resource/<resource_name>')");
    }
    if (parts.length > 2) {
      throw new CommandFailure("arguments in resource/name form may not have more than one slash");
    }
    if (parts[0].isEmpty() || parts[1].isEmpty() || parts[0].contains(",")) {
      throw new CommandFailure(
          "arguments in resource/name form must have a single resource and name");
    }
    return new Name(Kind.named(parts[0]), parts[1]);
  }
}
