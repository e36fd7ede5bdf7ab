/**
 * The faults that a test orders: what can go wrong, which faults are armed, and when each strikes.
 */
@NullMarked
package dev.drover.virtualphone.fault;

import org.jspecify.annotations.NullMarked;
