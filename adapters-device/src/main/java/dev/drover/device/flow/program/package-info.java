/** Hands a phone to a program of the operator's, once the app shows a known page. */
@NullMarked
package dev.drover.device.flow.program;

import org.jspecify.annotations.NullMarked;
