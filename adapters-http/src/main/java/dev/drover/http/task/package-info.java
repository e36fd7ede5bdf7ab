/** Tasks over HTTP: creation, reading, changes, logs and artifacts. */
@NullMarked
package dev.drover.http.task;

import org.jspecify.annotations.NullMarked;
