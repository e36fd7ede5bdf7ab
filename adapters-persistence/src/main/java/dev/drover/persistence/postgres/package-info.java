/**
 * PostgreSQL itself: the embedded server, addresses, the pool with its retries, notifications, and
 * what every statement needs. Knows no table's meaning; the other rooms build on it.
 */
@NullMarked
package dev.drover.persistence.postgres;

import org.jspecify.annotations.NullMarked;
