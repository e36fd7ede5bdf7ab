/** The script {@code account_warmup}. */
@NullMarked
package dev.drover.domain.script.warmup;

import org.jspecify.annotations.NullMarked;
