/** The faults that a test orders: their kinds, which are armed, and when each strikes. */
@NullMarked
package dev.drover.virtualphone.fault;

import org.jspecify.annotations.NullMarked;
