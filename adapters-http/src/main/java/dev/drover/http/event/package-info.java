/** Server-sent events about tasks and phones. */
@NullMarked
package dev.drover.http.event;

import org.jspecify.annotations.NullMarked;
