package dev.miniworks.mock.sim;

/** A simulated part of the control plane: hears of every change, on the loop's thread. */
interface Part {

  /** Takes note of a change; what follows from it is done later, on the loop. */
  void changed(Change change);
}
