/** Phones over HTTP: the list, connecting, screenshots and hierarchies. */
@NullMarked
package dev.drover.http.device;

import org.jspecify.annotations.NullMarked;
