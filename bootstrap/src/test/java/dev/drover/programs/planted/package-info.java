/** Violations of the architecture's rules, planted to show that the rules can fail. */
@NullMarked
package dev.drover.programs.planted;

import org.jspecify.annotations.NullMarked;
