package dev.drover.testkit.planted;

import dev.drover.persistence.Database;

/** The testkit must not know an adapter. */
public record StorageThatKnowsPostgres(Database database) {}
