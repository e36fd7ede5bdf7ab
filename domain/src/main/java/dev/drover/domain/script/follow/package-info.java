/** The scripts {@code follow} and {@code unfollow}. */
@NullMarked
package dev.drover.domain.script.follow;

import org.jspecify.annotations.NullMarked;
