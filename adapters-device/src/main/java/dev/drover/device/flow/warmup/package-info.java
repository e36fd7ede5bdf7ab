/** Warming an account up: watching videos and reacting to some. */
@NullMarked
package dev.drover.device.flow.warmup;

import org.jspecify.annotations.NullMarked;
