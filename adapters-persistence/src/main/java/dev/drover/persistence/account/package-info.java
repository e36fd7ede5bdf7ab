/**
 * Accounts and their daily budgets. Of tasks, this package only moves and deletes the pending ones
 * of an account.
 */
@NullMarked
package dev.drover.persistence.account;

import org.jspecify.annotations.NullMarked;
