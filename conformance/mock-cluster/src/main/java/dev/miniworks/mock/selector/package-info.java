/** Label and field selectors: their syntax, errors included, and what they match. Pure. */
package dev.miniworks.mock.selector;
