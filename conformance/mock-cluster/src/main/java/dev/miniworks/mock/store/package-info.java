/**
 * Objects by resource, namespace and name under one revision counter, with an event log of bounded
 * length for each resource. Knows an object's metadata, and nothing of kinds, verbs or HTTP.
 */
package dev.miniworks.mock.store;
