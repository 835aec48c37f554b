/** The API over HTTP: paths, media types, authentication, chunked and WebSocket watches. */
package dev.miniworks.mock.http;
