/** One half of a planted cycle. */
@NullMarked
package dev.drover.bootstrap.planted.cycle.second;

import org.jspecify.annotations.NullMarked;
