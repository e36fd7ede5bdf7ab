/**
 * The queue as the dispatcher sees it: inserting, claiming and finishing tasks. What lists and
 * pages show is read in {@code task.query}.
 */
@NullMarked
package dev.drover.persistence.task;

import org.jspecify.annotations.NullMarked;
