/**
 * Leases of phones: opened, extended, ended and listed, and the phones that this server drives for
 * programs and people. An attempt's own program drives its phone through the same registry. Nothing
 * of the dispatcher comes in: it may know this package.
 */
@NullMarked
package dev.drover.application.lease;

import org.jspecify.annotations.NullMarked;
