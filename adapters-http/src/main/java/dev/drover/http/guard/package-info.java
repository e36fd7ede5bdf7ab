/**
 * Decides which requests may come in, how fast, and how large: host and origin, key, licence, rate,
 * body and its memory. Nothing here knows a route.
 */
@NullMarked
package dev.drover.http.guard;

import org.jspecify.annotations.NullMarked;
