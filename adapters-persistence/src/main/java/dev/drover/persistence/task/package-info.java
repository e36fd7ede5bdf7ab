/**
 * The queue as the dispatcher uses it: tasks are inserted, claimed and finished here. Lists and
 * pages are read in {@code task.query}.
 */
@NullMarked
package dev.drover.persistence.task;

import org.jspecify.annotations.NullMarked;
