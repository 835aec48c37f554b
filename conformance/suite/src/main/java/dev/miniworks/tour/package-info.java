/**
 * {@code miniworks try}: a cluster and the operator in one process, and a Deployment that is
 * carried through its life before the eyes of whoever wants to know what this is. {@link
 * dev.miniworks.tour.Story} is what happens, {@link dev.miniworks.tour.Picture} what is seen of it,
 * a {@link dev.miniworks.tour.Screen} where.
 */
package dev.miniworks.tour;
