/** Posting videos and pictures, as far as the apps have it in common. */
@NullMarked
package dev.drover.device.flow.post;

import org.jspecify.annotations.NullMarked;
