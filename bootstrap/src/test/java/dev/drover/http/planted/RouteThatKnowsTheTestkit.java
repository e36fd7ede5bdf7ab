package dev.drover.http.planted;

import dev.drover.testkit.Storage;

/** A server must not know the testkit. */
public record RouteThatKnowsTheTestkit(Storage storage) {}
