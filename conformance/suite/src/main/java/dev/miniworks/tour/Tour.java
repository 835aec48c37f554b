package dev.miniworks.tour;

import dev.miniworks.suite.history.Patience;
import dev.miniworks.suite.history.Recorder;
import dev.miniworks.suite.invariants.Invariants;
import dev.miniworks.suite.subject.Subject;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays the story on a playground, shows it, and holds the suite's rules against all of it. */
public final class Tour {

  private static final String NAMESPACE = "default";
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60));
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(20);

  private final Playground playground;
  private final Screen screen;
  private final Clock clock = Clock.systemUTC();

  /** A tour of this playground, shown on this screen. */
  public Tour(Playground playground, Screen screen) {
    this.playground = playground;
    this.screen = screen;
  }

  /** What the tour came to. */
  public record Outcome(
      List<Act> acts, List<Account> accounts, int changes, int rules, long writes) {}

  /**
   * Makes sure that the manifests are there that the tour is about.
   *
   * @param examples the folder of the manifests that users apply
   * @throws IOException when one is not, with a reason fit for a user
   */
  public static void demand(Path examples) throws IOException {
    for (Path manifest : Story.manifests(examples)) {
      if (!Files.isReadable(manifest)) {
        throw new IOException(
            "Cannot read %s, which the tour is about: git checkout examples".formatted(manifest));
      }
    }
  }

  /**
   * Plays it from beginning to end.
   *
   * @param examples the folder of the manifests that users apply
   * @throws AssertionError when an act does not come to its end, or a rule was broken
   */
  public Outcome play(Path examples) {
    var acts = Story.acts(examples);
    try (var recorder =
        Recorder.start(playground.admin(), NAMESPACE, Subject.MINI.kinds(), clock)) {
      var stage = new Stagehand(playground.admin(), NAMESPACE, recorder);
      List<Account> accounts = new ArrayList<>();
      for (var act : acts) {
        screen.begin(accounts.size() + 1, acts.size(), act);
        var account = play(act, stage, recorder);
        screen.end(account);
        accounts.add(account);
      }
      recorder.awaitQuiet(QUIET, REST);
      var history = recorder.history();
      Invariants.check(Invariants.ALL, history);
      return new Outcome(
          acts, accounts, history.entries().size(), Invariants.ALL.size(), playground.writes());
    }
  }

  private Account play(Act act, Stagehand stage, Recorder recorder) {
    var begin = clock.instant();
    try {
      act.does().accept(stage);
    } catch (KubernetesClientException refused) {
      throw new AssertionError(act.title() + ": " + why(refused), refused);
    }
    recorder.await(
        act.title(),
        PATIENCE,
        view -> {
          screen.show(Picture.of(view), since(begin));
          return act.done().test(view) ? Optional.of(true) : Optional.empty();
        });
    return Account.of(recorder.history(), Story.HERO, begin, clock.instant());
  }

  /** In the server's words, where it has said something. */
  private static String why(KubernetesClientException refused) {
    return Optional.ofNullable(refused.getStatus())
        .map(Status::getMessage)
        .orElse(refused.getMessage());
  }

  private Duration since(Instant begin) {
    return Duration.between(begin, clock.instant());
  }
}
