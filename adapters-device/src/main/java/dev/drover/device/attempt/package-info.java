/**
 * One attempt on one phone: it readies the phone, has the flow work, and tells what came of it.
 * Knows no single flow's steps.
 */
@NullMarked
package dev.drover.device.attempt;

import org.jspecify.annotations.NullMarked;
