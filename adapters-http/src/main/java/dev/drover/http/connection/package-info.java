/**
 * What happens to a connection before Helidon sees a request: accepting, time limits, the number of
 * connections, HTTP/1.0, and the chunks of a body. Nothing here knows a route.
 */
@NullMarked
package dev.drover.http.connection;

import org.jspecify.annotations.NullMarked;
