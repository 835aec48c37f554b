package dev.miniworks.tour;

import dev.miniworks.tour.Picture.Pip;
import dev.miniworks.tour.Picture.Row;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws the picture in one place of a terminal, over and over; what is done stays above it. */
public final class Terminal implements Screen {

  private static final String UP = "\033[%dA";
  private static final String CLEAR_TO_END = "\033[J";

  /** Cuts lines that are too long, so that the count of lines holds. */
  private static final String CUT = "\033[?7l";

  private static final String WRAP = "\033[?7h";

  /** Without the cursor, which would jump about. */
  private static final String OPEN = "\033[?25l" + CUT;

  /** Plain again too: the terminal drops the rest of a picture that Ctrl-C interrupts. */
  private static final String CLOSE = "\033[0m\033[?25h" + WRAP;

  private static final String BOLD = "1";
  private static final String DIM = "2";
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";
  private static final String CYAN = "36";

  private final PrintWriter out;
  private final Glyphs glyphs;
  private String title = "";
  private String about = "";
  private int drawn;

  /** The signs that pictures are made of. */
  public enum Glyphs {
    /** For terminals that show Unicode. */
    UNICODE("✔", "▶", "■", "□", "✘", "·"),
    /** For those that may not. */
    ASCII("+", ">", "#", "o", "x", ".");

    private final String done;
    private final String going;
    private final String ready;
    private final String starting;
    private final String broken;
    private final String ending;

    Glyphs(String done, String going, String ready, String starting, String broken, String ending) {
      this.done = done;
      this.going = going;
      this.ready = ready;
      this.starting = starting;
      this.broken = broken;
      this.ending = ending;
    }
  }

  /** Shows it there; nobody else may write to it meanwhile. */
  public Terminal(PrintWriter out, Glyphs glyphs) {
    this.out = out;
    this.glyphs = glyphs;
    out.print(OPEN);
  }

  @Override
  public void say(String line) {
    // it is never drawn over, so it may take as many lines as it needs
    draw(List.of(WRAP + line + CUT));
    drawn = 0;
  }

  @Override
  public void begin(int number, int of, Act act) {
    title = "%d/%d  %s".formatted(number, of, act.title());
    about = act.about();
  }

  @Override
  public void show(Picture picture, Duration sinceBegin) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(paint(BOLD, "%s %s".formatted(glyphs.going, title)) + "   " + seconds(sinceBegin));
    lines.add(paint(DIM, "  " + about));
    lines.add("");
    picture.rows().forEach(row -> lines.add("  " + line(row)));
    lines.add("");
    lines.add("  " + legend());
    draw(lines);
  }

  private String line(Row row) {
    var trouble = row.trouble().isEmpty() ? "" : "  " + paint(RED, row.trouble());
    if (row.inner()) {
      return "  %-16s  %s  %s%s"
          .formatted(row.name(), pips(row.pods(), 8), paint(DIM, row.detail()), trouble);
    }
    var pods = row.pods().isEmpty() ? "" : pips(row.pods(), 8) + "  ";
    return "%s  %s%s%s"
        .formatted(paint(BOLD, "%-16s".formatted(row.name())), pods, row.detail(), trouble);
  }

  private String pips(List<Pip> pods, int width) {
    var text = pods.stream().map(this::pip).collect(Collectors.joining(" "));
    var length = Math.max(0, pods.size() * 2 - 1);
    return text + " ".repeat(Math.max(0, width - length));
  }

  private String pip(Pip pip) {
    return switch (pip) {
      case READY -> paint(GREEN, glyphs.ready);
      case STARTING -> paint(YELLOW, glyphs.starting);
      case BROKEN -> paint(RED, glyphs.broken);
      case ENDING -> paint(DIM, glyphs.ending);
    };
  }

  private String legend() {
    return "%s ready  %s starting  %s cannot start  %s ending"
        .formatted(pip(Pip.READY), pip(Pip.STARTING), pip(Pip.BROKEN), pip(Pip.ENDING));
  }

  @Override
  public void end(Account account) {
    say("%s %s   %s".formatted(paint(GREEN, glyphs.done), title, seconds(account.took())));
  }

  private static String seconds(Duration duration) {
    return paint(CYAN, "%.1f s".formatted(duration.toMillis() / 1000.0));
  }

  private static String paint(String style, String text) {
    return "\033[" + style + "m" + text + "\033[0m";
  }

  /** In one piece, so that nothing flickers. */
  private void draw(List<String> lines) {
    var erase = drawn > 0 ? UP.formatted(drawn) + CLEAR_TO_END : "";
    out.print(erase + String.join("\n", lines) + "\n");
    out.flush();
    drawn = lines.size();
  }

  @Override
  public void close() {
    out.print(CLOSE);
    out.flush();
  }
}
