/**
 * What users see of tasks: records, attempts, steps, artifacts, and what keeps a task waiting.
 * Reads the rows of all other rooms; none of them knows it.
 */
@NullMarked
package dev.drover.persistence.task.query;

import org.jspecify.annotations.NullMarked;
