/** Use cases for accounts. */
@NullMarked
package dev.drover.application.account;

import org.jspecify.annotations.NullMarked;
