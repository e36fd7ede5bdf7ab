/**
 * The phone itself: its foreground app, its touch screen and keys, and the record of what was done
 * to it. This package knows the apps and the system, but no wire protocol.
 */
@NullMarked
package dev.drover.virtualphone.phone;

import org.jspecify.annotations.NullMarked;
