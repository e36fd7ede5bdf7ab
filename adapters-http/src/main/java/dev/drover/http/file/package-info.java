/**
 * Files that are served as they are: their bytes, their media type, and what a browser may keep of
 * them. This package knows no route.
 */
@NullMarked
package dev.drover.http.file;

import org.jspecify.annotations.NullMarked;
