/**
 * The envelope, its errors, and the readers of bodies and queries that every route uses. Nothing
 * here knows what a route is about.
 */
@NullMarked
package dev.drover.http.json;

import org.jspecify.annotations.NullMarked;
