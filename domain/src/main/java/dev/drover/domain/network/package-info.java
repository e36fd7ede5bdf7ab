/** Which network addresses are public. */
@NullMarked
package dev.drover.domain.network;

import org.jspecify.annotations.NullMarked;
