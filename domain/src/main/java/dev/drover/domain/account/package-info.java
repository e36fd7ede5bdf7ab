/**
 * Accounts of the operator's own: their names, whether they may run, and how much they may do in a
 * day.
 */
@NullMarked
package dev.drover.domain.account;

import org.jspecify.annotations.NullMarked;
