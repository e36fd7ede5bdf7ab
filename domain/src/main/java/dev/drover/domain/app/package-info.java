/** The apps that Drover drives, and their Android packages. */
@NullMarked
package dev.drover.domain.app;

import org.jspecify.annotations.NullMarked;
