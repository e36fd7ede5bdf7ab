/** The script {@code match_account}. */
@NullMarked
package dev.drover.domain.script.match;

import org.jspecify.annotations.NullMarked;
