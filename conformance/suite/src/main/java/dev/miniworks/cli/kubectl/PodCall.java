package dev.miniworks.cli.kubectl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A call of kubectl about a pod.
 *
 * @param command {@code logs}, {@code exec} or {@code port-forward}
 * @param options as the user gave them, each {@code --name=value}
 * @param target the first argument: a pod, or {@code TYPE/NAME}; empty without
 * @param rest the other arguments: ports, or a command to run
 */
record PodCall(String command, List<String> options, Optional<String> target, List<String> rest) {

  private static final String END_OF_OPTIONS = "--";

  /** Takes copies. */
  PodCall {
    options = List.copyOf(options);
    rest = List.copyOf(rest);
  }

  /** Reads what a user typed. */
  static PodCall of(String command, List<OptionSpec> options, List<String> arguments) {
    return new PodCall(
        command,
        options.stream()
            .flatMap(
                option ->
                    option.originalStringValues().stream()
                        .map(value -> option.longestName() + "=" + value))
            .toList(),
        arguments.stream().findFirst(),
        arguments.stream().skip(1).toList());
  }

  /** The mini object that is meant; none where kubectl itself knows what is meant. */
  Optional<Targets.Name> miniObject() {
    return target
        .filter(argument -> argument.contains("/"))
        .filter(argument -> Kind.isOrResemblesMini(argument.substring(0, argument.indexOf('/'))))
        .map(argument -> Targets.of(List.of(argument), Optional.empty()))
        .map(targets -> ((Targets.Named) targets).names().get(0));
  }

  /** The same about one pod. */
  PodCall about(String pod) {
    return new PodCall(command, options, Optional.of("pod/" + pod), rest);
  }

  /** The same about all pods that a selector matches, as {@code --all-pods} does it. */
  PodCall aboutAll(String selector) {
    var changed = new ArrayList<String>();
    options.stream().filter(option -> !option.startsWith("--all-pods")).forEach(changed::add);
    changed.add("--selector=" + selector);
    addUnlessGiven(changed, "--prefix", "true");
    // With a selector kubectl would show ten lines of each pod.
    addUnlessGiven(changed, "--tail", "-1");
    return new PodCall(command, changed, Optional.empty(), rest);
  }

  /** Whether all pods are meant, not one of them. */
  boolean allPods() {
    return options.contains("--all-pods=true");
  }

  /** The command line for kubectl. */
  List<String> arguments() {
    var line = new ArrayList<String>();
    line.add(command);
    line.addAll(options);
    target.ifPresent(line::add);
    if (!rest.isEmpty()) {
      if (command.equals("exec")) {
        line.add(END_OF_OPTIONS);
      }
      line.addAll(rest);
    }
    return line;
  }

  private static void addUnlessGiven(List<String> options, String name, String value) {
    if (options.stream().noneMatch(option -> option.startsWith(name + "="))) {
      options.add(name + "=" + value);
    }
  }
}
