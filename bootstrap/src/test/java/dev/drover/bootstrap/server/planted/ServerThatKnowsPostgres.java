package dev.drover.bootstrap.server.planted;

import dev.drover.persistence.DatabaseAddress;

/** A server takes its storage by name. */
public record ServerThatKnowsPostgres(DatabaseAddress address) {}
