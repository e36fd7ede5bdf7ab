/**
 * Accounts and their daily budgets. Knows how pending tasks go along with an account, nothing else
 * of tasks.
 */
@NullMarked
package dev.drover.persistence.account;

import org.jspecify.annotations.NullMarked;
