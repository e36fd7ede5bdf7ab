/**
 * One attempt on one phone: prepares the phone, runs the flow, and reports the result. This package
 * knows no single flow's steps.
 */
@NullMarked
package dev.drover.device.attempt;

import org.jspecify.annotations.NullMarked;
