/** Tests with real processes that no task is lost and no effect happens twice. */
@NullMarked
package dev.drover.bootstrap.chaos;

import org.jspecify.annotations.NullMarked;
