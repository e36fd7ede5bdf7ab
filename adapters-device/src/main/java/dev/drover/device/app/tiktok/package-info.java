/** The parts of flows that are specific to TikTok's app. */
@NullMarked
package dev.drover.device.app.tiktok;

import org.jspecify.annotations.NullMarked;
