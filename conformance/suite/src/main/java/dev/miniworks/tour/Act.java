package dev.miniworks.tour;

import dev.miniworks.suite.history.View;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One thing that is done to the workloads, and what has to come of it.
 *
 * @param title what is done, in a few words
 * @param about what to look at meanwhile; one line
 * @param done whether the workloads stand as they should in the end
 */
public record Act(String title, String about, Consumer<Stagehand> does, Predicate<View> done) {}
