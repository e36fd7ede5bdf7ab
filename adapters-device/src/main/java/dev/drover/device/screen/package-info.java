/**
 * The screen of one phone: what is on it, and touching it, typing and opening apps. Knows no
 * script.
 */
@NullMarked
package dev.drover.device.screen;

import org.jspecify.annotations.NullMarked;
