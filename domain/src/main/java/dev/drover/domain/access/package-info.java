/** API keys and what they allow. */
@NullMarked
package dev.drover.domain.access;

import org.jspecify.annotations.NullMarked;
