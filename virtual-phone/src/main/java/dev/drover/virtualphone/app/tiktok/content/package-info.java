/** The texts of the TikTok-like app, and its videos and users. This package contains no screen. */
@NullMarked
package dev.drover.virtualphone.app.tiktok.content;

import org.jspecify.annotations.NullMarked;
