/** What an adapter that writes comments implements. */
@NullMarked
package dev.drover.application.port.comments;

import org.jspecify.annotations.NullMarked;
