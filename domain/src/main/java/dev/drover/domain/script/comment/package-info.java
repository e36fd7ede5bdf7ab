/** The script {@code comment}, and how a comment is chosen; warm-ups choose theirs likewise. */
@NullMarked
package dev.drover.domain.script.comment;

import org.jspecify.annotations.NullMarked;
