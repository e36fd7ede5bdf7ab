/** Server-sent events about tasks, phones and accounts. */
@NullMarked
package dev.drover.http.event;

import org.jspecify.annotations.NullMarked;
