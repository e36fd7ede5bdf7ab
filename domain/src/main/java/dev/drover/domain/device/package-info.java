/** Phones and their states. */
@NullMarked
package dev.drover.domain.device;

import org.jspecify.annotations.NullMarked;
