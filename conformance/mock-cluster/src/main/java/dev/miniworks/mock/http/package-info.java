/**
 * The API over HTTP: paths, media types, authentication, chunked and WebSocket watches.
 *
 * <p>Bodies are read as JSON, YAML and, for the built-in kinds, protocol buffers; answers are JSON.
 * OpenAPI v3 tells all kinds with their fields, but not what the fields of built-in kinds mean nor
 * which values they can take; in OpenAPI v2 there is nothing, and clients that ask for it take that
 * well.
 */
package dev.miniworks.mock.http;
