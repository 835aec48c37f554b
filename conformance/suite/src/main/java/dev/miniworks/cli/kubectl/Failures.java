package dev.miniworks.cli.kubectl;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a user of these commands what has failed: in one line, with kubectl's exit code. */
final class Failures implements IParameterExceptionHandler {

  private static final int FAILED = 1;

  private final IParameterExceptionHandler others;

  /** Leaves the mistakes in other commands to another handler. */
  Failures(IParameterExceptionHandler others) {
    this.others = others;
  }

  /** Prints what failed. */
  static void print(CommandSpec spec, List<CommandFailure> failures) {
    spec.commandLine().getOut().flush();
    CommandFailure.lines(failures).forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getErr().flush();
  }

  /** Runs something and prints its failure, if it is one that a user can understand. */
  static int report(CommandSpec spec, Callable<Integer> body) {
    try {
      return body.call();
    } catch (CommandFailure failure) {
      print(spec, List.of(failure));
      return FAILED;
    } catch (RuntimeException defect) {
      throw defect;
    } catch (Exception checked) {
      throw new IllegalStateException(checked);
    }
  }

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) throws Exception {
    var spec = mistake.getCommandLine().getCommandSpec();
    if (!(spec.userObject() instanceof KubectlCommand)) {
      return others.handleParseException(mistake, arguments);
    }
    var err = mistake.getCommandLine().getErr();
    err.println("error: " + words(mistake, spec));
    err.println("See '%s --help' for usage.".formatted(spec.qualifiedName()));
    err.flush();
    return FAILED;
  }

  private static String words(ParameterException mistake, CommandSpec spec) {
    if (mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      var argument = unmatched.getUnmatched().get(0);
      if (argument.startsWith("-")) {
        return "unknown flag: " + argument;
      }
      return spec.subcommands().isEmpty()
          ? "unexpected argument \"%s\"".formatted(argument)
          : "unknown command \"%s\"".formatted(argument);
    }
    return mistake.getMessage();
  }

  /** For a command line that has these commands among others. */
  static CommandLine over(CommandLine line) {
    return line.setParameterExceptionHandler(new Failures(line.getParameterExceptionHandler()));
  }
}
