/**
 * The texts of the Instagram-like app, and its posts and users. This package contains no screen.
 */
@NullMarked
package dev.drover.virtualphone.app.instagram.content;

import org.jspecify.annotations.NullMarked;
