/** Liking a post. */
@NullMarked
package dev.drover.device.flow.like;

import org.jspecify.annotations.NullMarked;
