/**
 * The servers that share one database: their leases, and the latest time that any of them has seen.
 */
@NullMarked
package dev.drover.persistence.node;

import org.jspecify.annotations.NullMarked;
