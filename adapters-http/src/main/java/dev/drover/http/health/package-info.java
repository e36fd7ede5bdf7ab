/** What probes ask for: whether the server is alive and ready. */
@NullMarked
package dev.drover.http.health;

import org.jspecify.annotations.NullMarked;
