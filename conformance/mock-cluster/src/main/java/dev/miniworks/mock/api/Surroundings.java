package dev.miniworks.mock.api;

import java.time.Clock;

/** What the API takes from outside, so that a test can give it. */
public record Surroundings(Clock clock, Names names, Tokens tokens, Authorizer authorizer) {}
