/** Commenting on a video. */
@NullMarked
package dev.drover.device.flow.comment;

import org.jspecify.annotations.NullMarked;
