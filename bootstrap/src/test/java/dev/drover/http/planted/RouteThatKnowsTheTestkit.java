package dev.drover.http.planted;

import dev.drover.testkit.memory.InMemoryStorage;

/** A server must not know the testkit. */
public record RouteThatKnowsTheTestkit(InMemoryStorage storage) {}
