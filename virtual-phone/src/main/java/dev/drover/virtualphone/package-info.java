/**
 * The virtual phone's entry points: start one in a test, run a process of several, control it over
 * HTTP. No other package refers to this one.
 */
@NullMarked
package dev.drover.virtualphone;

import org.jspecify.annotations.NullMarked;
