/** Tests of the page's files that need no browser. */
@NullMarked
package dev.drover.dashboard;

import org.jspecify.annotations.NullMarked;
