/**
 * What a test can do that no real cluster allows: see every request and every event that a watch
 * handed out, have chosen requests fail, hold watches back or cut them.
 */
package dev.miniworks.mock.instruments;
