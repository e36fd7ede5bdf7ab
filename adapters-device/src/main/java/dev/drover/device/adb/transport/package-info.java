/**
 * The layer between Drover and the dadb library: the ways to a phone, and the limits on what a
 * phone may send. This package knows nothing of phones' states, screens or scripts.
 */
@NullMarked
package dev.drover.device.adb.transport;

import org.jspecify.annotations.NullMarked;
