/** A task, its states, and the transitions between them. */
@NullMarked
package dev.drover.domain.task;

import org.jspecify.annotations.NullMarked;
