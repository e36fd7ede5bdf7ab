/** Liveness and readiness for probes. */
@NullMarked
package dev.drover.http.health;

import org.jspecify.annotations.NullMarked;
