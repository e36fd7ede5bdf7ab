/**
 * PostgreSQL itself: the embedded server, addresses, the connection pool with its retries,
 * notifications, and what every statement needs. This package knows no table; the other packages
 * build on it.
 */
@NullMarked
package dev.drover.persistence.postgres;

import org.jspecify.annotations.NullMarked;
