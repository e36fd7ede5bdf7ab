/** Accounts over HTTP, with their import from CSV and their daily budgets. */
@NullMarked
package dev.drover.http.account;

import org.jspecify.annotations.NullMarked;
