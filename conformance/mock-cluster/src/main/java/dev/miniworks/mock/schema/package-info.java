/**
 * What custom resource definitions demand of their objects: pruning, defaults, validation, rules.
 * Pure; a schema is compiled once, and the cost of a request grows with the object.
 *
 * <p>Like the API server down to the words of each cause, except that
 *
 * <ul>
 *   <li>causes come in the order of the schema and the object, where the server's order varies;
 *   <li>rules have no cost budget when they run, only when a definition is written;
 *   <li>defaults of a schema are not held against its rules;
 *   <li>the text of a definition is left out of two messages about it as a whole;
 *   <li>equality within rules sees lists that are sets or maps as plain lists;
 *   <li>of embedded resources only the presence of version and kind is demanded.
 * </ul>
 */
package dev.miniworks.mock.schema;
