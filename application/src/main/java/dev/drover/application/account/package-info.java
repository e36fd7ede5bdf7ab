/** Use cases for accounts: holding accounts and releasing them. */
@NullMarked
package dev.drover.application.account;

import org.jspecify.annotations.NullMarked;
