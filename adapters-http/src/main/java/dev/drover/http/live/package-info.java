/**
 * Live pictures over a WebSocket: the messages, the sockets, and how much of them waits for a slow
 * reader. Who may open one was checked before, as for every request; which pictures are taken is
 * the application's.
 */
@NullMarked
package dev.drover.http.live;

import org.jspecify.annotations.NullMarked;
