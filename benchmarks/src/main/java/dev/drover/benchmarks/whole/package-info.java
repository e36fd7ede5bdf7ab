/** A whole server: its start, and how it lasts. */
@NullMarked
package dev.drover.benchmarks.whole;

import org.jspecify.annotations.NullMarked;
