/** The script {@code like}. */
@NullMarked
package dev.drover.domain.script.like;

import org.jspecify.annotations.NullMarked;
