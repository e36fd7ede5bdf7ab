/**
 * The API over real HTTP on ports in memory, its clients, and the OpenAPI document as a judge of
 * its answers. Whole servers are tested with the same clients. No production code may use it.
 */
@NullMarked
package dev.drover.http.testing;

import org.jspecify.annotations.NullMarked;
