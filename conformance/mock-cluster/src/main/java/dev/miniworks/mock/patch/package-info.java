/** The patch languages, and what of an object belongs to whom. Pure: trees in, trees out. */
package dev.miniworks.mock.patch;
