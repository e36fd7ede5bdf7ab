/**
 * Starts the API: port, TLS, the filters around every request, the list of routes, and what a
 * failure answers. It knows every other package of this module; none of them knows it.
 */
@NullMarked
package dev.drover.http.server;

import org.jspecify.annotations.NullMarked;
