/**
 * What users see of tasks: records, attempts, steps, artifacts, and what keeps a task waiting. This
 * package reads the tables of all other packages; none of them depends on it.
 */
@NullMarked
package dev.drover.persistence.task.query;

import org.jspecify.annotations.NullMarked;
