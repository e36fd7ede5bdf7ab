/**
 * Files to post: the library, the folders on the server, and who has posted what. Knows of tasks
 * only that they run.
 */
@NullMarked
package dev.drover.persistence.material;

import org.jspecify.annotations.NullMarked;
