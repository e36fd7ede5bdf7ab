/** What the TikTok-like app says and what there is on it. No screen comes in. */
@NullMarked
package dev.drover.virtualphone.app.tiktok.content;

import org.jspecify.annotations.NullMarked;
