/** Following and unfollowing users. */
@NullMarked
package dev.drover.device.flow.follow;

import org.jspecify.annotations.NullMarked;
