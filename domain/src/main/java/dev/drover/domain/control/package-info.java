/**
 * What the holder of a phone may tell it to do: touch, keys, text, and questions about the screen.
 * JDK values only; how a command reaches the phone is an adapter's.
 */
@NullMarked
package dev.drover.domain.control;

import org.jspecify.annotations.NullMarked;
