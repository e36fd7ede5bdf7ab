/** The screen of one phone: reads it, taps, types and opens apps. This package knows no script. */
@NullMarked
package dev.drover.device.screen;

import org.jspecify.annotations.NullMarked;
