package dev.drover.testkit.planted;

import dev.drover.persistence.postgres.Database;

/** The testkit must not know an adapter. */
public record StorageThatKnowsPostgres(Database database) {}
