/** Proofs with real processes that no task is lost and nothing is done twice. */
@NullMarked
package dev.drover.bootstrap.chaos;

import org.jspecify.annotations.NullMarked;
