package dev.drover.bootstrap.server.planted;

import dev.drover.persistence.postgres.DatabaseAddress;

/** A server takes its storage by name. */
public record ServerThatKnowsPostgres(DatabaseAddress address) {}
