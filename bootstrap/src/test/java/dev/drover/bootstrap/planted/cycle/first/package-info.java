/** One half of a planted cycle. */
@NullMarked
package dev.drover.bootstrap.planted.cycle.first;

import org.jspecify.annotations.NullMarked;
