/**
 * The ways to read and touch a screen: Android's own programs, and the UiAutomator2 agent. Knows no
 * app and no profile.
 */
@NullMarked
package dev.drover.device.screen.driver;

import org.jspecify.annotations.NullMarked;
