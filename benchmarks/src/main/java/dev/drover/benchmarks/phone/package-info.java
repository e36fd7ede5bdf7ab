/**
 * What a step on a phone and its screen costs, beside the bare protocol and the {@code adb}
 * program.
 */
@NullMarked
package dev.drover.benchmarks.phone;

import org.jspecify.annotations.NullMarked;
