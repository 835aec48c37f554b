/** Measures how fast API servers answer, whoever they are, by one and the same client. */
package dev.miniworks.bench.api;
