/**
 * The phone itself: its foreground app, its touch screen and keys, and what was done to it. Knows
 * the apps and the system, and no wire protocol.
 */
@NullMarked
package dev.drover.virtualphone.phone;

import org.jspecify.annotations.NullMarked;
