/** The queue over HTTP: its settings, pausing it, the servers that work on it, and the licence. */
@NullMarked
package dev.drover.http.queue;

import org.jspecify.annotations.NullMarked;
