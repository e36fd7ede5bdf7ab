/** The Instagram-like app. Nothing outside but its registration refers to it. */
@NullMarked
package dev.drover.virtualphone.app.instagram;

import org.jspecify.annotations.NullMarked;
