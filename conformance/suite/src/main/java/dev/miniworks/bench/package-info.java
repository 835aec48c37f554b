/** Measures how fast controllers work, whoever they are, on one and the same control plane. */
package dev.miniworks.bench;
