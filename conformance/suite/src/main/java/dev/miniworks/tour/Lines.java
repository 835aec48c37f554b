package dev.miniworks.tour;

import dev.miniworks.tour.Picture.Pip;
import dev.miniworks.tour.Picture.Row;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows each change on a line of its own: for files, pipes, and whoever wants no colours. */
public final class Lines implements Screen {

  private final PrintWriter out;
  private Map<String, Row> shown = Map.of();

  /** Shows it there. */
  public Lines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void begin(int number, int of, Act act) {
    say("");
    say("%d/%d  %s".formatted(number, of, act.title()));
    say("     " + act.about());
  }

  @Override
  public void show(Picture picture, Duration sinceBegin) {
    Map<String, Row> now = new LinkedHashMap<>();
    picture.rows().forEach(row -> now.put(row.name(), row));
    now.values().stream()
        .filter(row -> !row.equals(shown.get(row.name())))
        .forEach(row -> say("%7.3f s  %s".formatted(sinceBegin.toMillis() / 1000.0, text(row))));
    shown = now;
  }

  private static String text(Row row) {
    List<String> parts = new ArrayList<>();
    parts.add(row.detail());
    for (Pip pip : Pip.values()) {
      long pods = row.pods().stream().filter(pip::equals).count();
      // a set that stands alone has told its ready ones already
      boolean told = pip == Pip.READY && !row.inner();
      if (pods > 0 && !told) {
        parts.add("%d %s".formatted(pods, pip.name().toLowerCase(Locale.ROOT)));
      }
    }
    if (!row.trouble().isEmpty()) {
      parts.add(row.trouble());
    }
    return "%-16s  %s".formatted((row.inner() ? "  " : "") + row.name(), String.join(", ", parts));
  }

  @Override
  public void end(Account account) {
    say("     done in %.1f s".formatted(account.took().toMillis() / 1000.0));
  }

  @Override
  public void close() {
    out.flush();
  }
}
