package dev.miniworks.suite.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.report.Result.Verdict;
import dev.miniworks.suite.subject.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Results in words. */
class SummaryTest {

  @Test
  void aLineTellsVerdictTimeAndReason() {
    assertThat(Summary.line(result("a.b.c", Verdict.PASS))).isEqualTo("PASS     1.5 s  a.b.c");
    var skipped =
        new Result("a.b.c", "X", Verdict.SKIP, Duration.ZERO, Optional.of("why"), Optional.empty());
    assertThat(Summary.line(skipped)).isEqualTo("SKIP     0.0 s  a.b.c  (why)");
  }

  @Test
  void theLastLineCounts() {
    assertThat(
            Summary.counts(
                List.of(
                    result("a", Verdict.PASS),
                    result("b", Verdict.PASS),
                    result("c", Verdict.FAIL),
                    result("d", Verdict.SKIP))))
        .isEqualTo("2 passed, 1 failed, 1 skipped");
  }

  @Test
  void subjectsStandSideBySide() {
    var bySubject = new LinkedHashMap<Subject, List<Result>>();
    bySubject.put(Subject.NATIVE, List.of(result("a", Verdict.PASS)));
    bySubject.put(Subject.MINI, List.of(result("a", Verdict.FAIL), result("b", Verdict.SKIP)));
    assertThat(Summary.comparison(bySubject).lines().map(String::stripTrailing))
        .containsExactly("   native    mini", "a  pass      fail", "b  -         skip");
  }

  @Test
  void ofALongMessageBeginningAndEndAreShown() {
    var message =
        IntStream.rangeClosed(1, 40)
            .mapToObj(number -> "line " + number + " " + "x".repeat(300))
            .collect(Collectors.joining("\n"));
    var failure =
        new Result(
            "a.b.c",
            "X",
            Verdict.FAIL,
            Duration.ZERO,
            Optional.empty(),
            Optional.of(new AssertionError(message)));
    assertThat(Summary.failures(List.of(failure), "report").lines())
        .contains("a.b.c", "  ...", "  evidence: report/a.b.c")
        .anyMatch(line -> line.startsWith("  line 1 "))
        .anyMatch(line -> line.startsWith("  line 40 "))
        .noneMatch(line -> line.startsWith("  line 20 "))
        .allMatch(line -> line.length() < 200);
  }

  private static Result result(String id, Verdict verdict) {
    return new Result(
        id, "X", verdict, Duration.ofMillis(1500), Optional.empty(), Optional.empty());
  }
}
