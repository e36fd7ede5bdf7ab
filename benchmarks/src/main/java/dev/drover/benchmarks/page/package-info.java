/** The dashboard in a real browser, on a real server with virtual phones. */
@NullMarked
package dev.drover.benchmarks.page;

import org.jspecify.annotations.NullMarked;
