package dev.drover.http.planted;

import dev.drover.persistence.postgres.Database;

/** An adapter must not know another. */
public record RouteThatKnowsTheDatabase(Database database) {}
