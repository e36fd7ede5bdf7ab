/**
 * The Android system below the apps: files, media store, packages, settings, keyboards and the
 * agent's process. This package knows no app, and of the screen only the text field that a keyboard
 * types into.
 */
@NullMarked
package dev.drover.virtualphone.system;

import org.jspecify.annotations.NullMarked;
