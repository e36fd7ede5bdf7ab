/**
 * The OpenAPI document, and the page to read and try it. It knows the files of the class path
 * alone, and no other route.
 */
@NullMarked
package dev.drover.http.docs;

import org.jspecify.annotations.NullMarked;
