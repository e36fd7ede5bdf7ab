/**
 * What stands between Drover and the dadb library: the ways to a phone, and the limits on what it
 * may send. Knows nothing of phones' states, screens or scripts.
 */
@NullMarked
package dev.drover.device.adb.transport;

import org.jspecify.annotations.NullMarked;
