/** Small things about JSON trees that several packages need. */
package dev.miniworks.mock.json;
