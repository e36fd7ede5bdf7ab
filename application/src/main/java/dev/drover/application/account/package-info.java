/** Keeping accounts from running tasks, and letting them run again. */
@NullMarked
package dev.drover.application.account;

import org.jspecify.annotations.NullMarked;
