package dev.miniworks.suite.history;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything that happened in a scenario's namespace from before its first write, in the order of
 * the API server's versions, with the scenario's own doings told apart.
 */
public final class History {

  private static final int SLICE = 12;

  private final List<Entry> entries;
  private final OwnDoings own;

  /**
   * @param entries in any order
   * @param own what the scenario did itself
   */
  public History(List<Entry> entries, OwnDoings own) {
    this.entries = entries.stream().sorted(Comparator.comparingLong(Entry::version)).toList();
    this.own = own;
  }

  /** All entries, in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Whether the scenario did this itself. */
  public boolean ownDoing(Entry entry) {
    return own.includes(entry);
  }

  /** Whether the scenario asked for this object's deletion itself. */
  public boolean ownDeletion(HasMetadata object) {
    return own.deleted(object.getMetadata().getUid());
  }

  /** Goes through the entries; the step's view is the state right after its entry. */
  public void replay(Consumer<Step> visitor) {
    var view = new View();
    for (var entry : entries) {
      var before = view.apply(entry);
      visitor.accept(new Step(entry, before, view, own.includes(entry)));
    }
  }

  /** The state after the last entry. */
  public View end() {
    var view = new View();
    entries.forEach(view::apply);
    return view;
  }

  /** The last entries about these objects up to and including the given one. */
  public List<Entry> slice(Entry last, Set<String> uids) {
    var related = new ArrayList<Entry>();
    for (var entry : entries) {
      if (entry.version() <= last.version() && (uids.contains(entry.uid()) || entry == last)) {
        related.add(entry);
      }
    }
    return List.copyOf(related.subList(Math.max(0, related.size() - SLICE), related.size()));
  }

  /** The history as text, one line an entry. */
  public String render() {
    return render(entries);
  }

  /** These entries as text, one line each; an asterisk marks the scenario's own doings. */
  public String render(List<Entry> chosen) {
    var text = new StringBuilder();
    for (var entry : chosen) {
      text.append(ownDoing(entry) ? "* " : "  ").append(Digest.line(entry)).append('\n');
    }
    return text.toString();
  }

  /**
   * One entry in its place.
   *
   * @param before the object before it; empty for a new one
   * @param view the state right after it
   * @param ownDoing whether the scenario did it
   */
  public record Step(Entry entry, Optional<HasMetadata> before, View view, boolean ownDoing) {

    /** The object before, when it has this shape. */
    public <T> Optional<T> before(Class<T> shape) {
      return before.filter(shape::isInstance).map(shape::cast);
    }
  }
}
