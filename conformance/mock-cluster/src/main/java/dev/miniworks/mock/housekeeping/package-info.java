/**
 * What a cluster does by itself to its own objects: custom resources become served, owners take
 * their dependents along, namespaces are furnished and emptied. Everything is done through the API,
 * as its own actor.
 */
package dev.miniworks.mock.housekeeping;
