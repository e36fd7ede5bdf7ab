/** The commands beside the server itself: what each one asks, does and prints. */
@NullMarked
package dev.drover.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
