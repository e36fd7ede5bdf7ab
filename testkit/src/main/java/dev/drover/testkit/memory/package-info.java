/**
 * The ports of the storage in memory, by the rules of the contract suites. One lock makes each
 * method a transaction.
 */
@NullMarked
package dev.drover.testkit.memory;

import org.jspecify.annotations.NullMarked;
