/** The script {@code post}: a video or images, with caption, sound and product link. */
@NullMarked
package dev.drover.domain.script.post;

import org.jspecify.annotations.NullMarked;
