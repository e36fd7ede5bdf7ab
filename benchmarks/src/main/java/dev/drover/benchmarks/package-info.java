/** Measures what Drover promises in docs/performance.md, beside what others do in the same run. */
@NullMarked
package dev.drover.benchmarks;

import org.jspecify.annotations.NullMarked;
