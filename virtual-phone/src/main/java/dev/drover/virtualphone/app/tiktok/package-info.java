/** The TikTok-like app. Nothing outside but its registration refers to it. */
@NullMarked
package dev.drover.virtualphone.app.tiktok;

import org.jspecify.annotations.NullMarked;
