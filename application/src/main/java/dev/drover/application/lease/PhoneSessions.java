package dev.drover.application.lease;

import dev.drover.application.port.storage.PhoneLeases;

/**
 * What may be done with leases, for whoever offers it to clients.
 *
 * @param leases for reading
 */
public record PhoneSessions(
    LeasePhone opening,
    ExtendLease extending,
    ReleaseLease releasing,
    FindLease finding,
    PhoneLeases leases) {}
