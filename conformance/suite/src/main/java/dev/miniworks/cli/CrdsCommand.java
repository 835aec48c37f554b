package dev.miniworks.cli;

import dev.miniworks.crd.CrdGenerator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code miniworks crds}: prints the CustomResourceDefinitions. */
@Command(
    name = "crds",
    mixinStandardHelpOptions = true,
    description =
        "Prints the CustomResourceDefinitions of all mini kinds as YAML:%n"
            + "  miniworks crds | kubectl apply -f -")
public final class CrdsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CrdGenerator.files().values().forEach(crd -> spec.commandLine().getOut().print("---\n" + crd));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
