/**
 * The OpenAPI document, and the page to read and try it. This package only reads files of the class
 * path, and knows no other route.
 */
@NullMarked
package dev.drover.http.docs;

import org.jspecify.annotations.NullMarked;
