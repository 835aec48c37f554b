package dev.miniworks.mock.store;

import java.util.List;

/**
 * A part of a resource's objects as they were at one revision.
 *
 * @param remaining how many more there are behind the last of these
 */
public record Page(long revision, List<Item> items, int remaining) {}
