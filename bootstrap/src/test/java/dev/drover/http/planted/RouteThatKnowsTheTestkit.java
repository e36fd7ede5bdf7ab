package dev.drover.http.planted;

import dev.drover.application.plugin.Storage;

/** A server must not know the testkit. */
public record RouteThatKnowsTheTestkit(Storage storage) {}
