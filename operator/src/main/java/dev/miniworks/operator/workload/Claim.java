package dev.miniworks.operator.workload;

/** What an owner has to do about an object that it controls or that nobody controls. */
public enum Claim {
  /** It is ours and stays so. */
  KEEP,
  /** Nobody controls it and the selector wants it. */
  ADOPT,
  /** It is ours but the selector no longer wants it. */
  RELEASE,
  /** It is none of our business. */
  IGNORE;

  /**
   * Decides for one object. An owner that is being deleted keeps what it has but neither adopts nor
   * releases, and what is being deleted is not adopted.
   */
  public static Claim of(Meta owner, Selector selector, Meta object) {
    boolean wanted = selector.matches(object.labels());
    if (object.controller().isPresent()) {
      if (!object.controlledBy(owner.uid())) {
        return IGNORE;
      }
      if (wanted) {
        return KEEP;
      }
      return owner.deleting() ? IGNORE : RELEASE;
    }
    boolean adoptable =
        wanted
            && !owner.deleting()
            && !object.deleting()
            && owner.namespace().equals(object.namespace());
    return adoptable ? ADOPT : IGNORE;
  }

  /** Whether the object counts as the owner's once the claim has been carried out. */
  public boolean owned() {
    return this == KEEP || this == ADOPT;
  }
}
