/**
 * The ways to read a screen and to tap on it: Android's own programs, and the UiAutomator2 agent.
 * This package knows no app and no profile.
 */
@NullMarked
package dev.drover.device.screen.driver;

import org.jspecify.annotations.NullMarked;
