/** Use cases for tasks: create, stop, retry and delete. */
@NullMarked
package dev.drover.application.task;

import org.jspecify.annotations.NullMarked;
