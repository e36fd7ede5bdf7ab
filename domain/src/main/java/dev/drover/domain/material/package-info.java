/** Files to post: what they are, and the rules by which a post takes them. */
@NullMarked
package dev.drover.domain.material;

import org.jspecify.annotations.NullMarked;
