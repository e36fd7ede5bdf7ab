/**
 * Which files a task sends to its phone: the rules by tags, owner, order and earlier posts, and the
 * folders that files may come from. Knows no database.
 */
@NullMarked
package dev.drover.application.material;

import org.jspecify.annotations.NullMarked;
