/** What only TikTok has. */
@NullMarked
package dev.drover.device.app.tiktok;

import org.jspecify.annotations.NullMarked;
