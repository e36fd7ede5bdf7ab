/**
 * Files to post: the library, and the record of who has posted what. Of tasks, this package only
 * reads whether they are running.
 */
@NullMarked
package dev.drover.persistence.material;

import org.jspecify.annotations.NullMarked;
