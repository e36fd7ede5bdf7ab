/** Watches the licence file. */
@NullMarked
package dev.drover.application.license;

import org.jspecify.annotations.NullMarked;
