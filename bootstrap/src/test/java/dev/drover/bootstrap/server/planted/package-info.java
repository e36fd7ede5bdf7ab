/** Violations of the rules, to show that the rules see them. */
@NullMarked
package dev.drover.bootstrap.server.planted;

import org.jspecify.annotations.NullMarked;
