/** The script {@code profile}: what an account says of itself. */
@NullMarked
package dev.drover.domain.script.profile;

import org.jspecify.annotations.NullMarked;
