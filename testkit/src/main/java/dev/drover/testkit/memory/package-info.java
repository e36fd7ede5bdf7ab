/**
 * The storage ports in memory, according to the contract suites. One lock makes each method a
 * transaction.
 *
 * <p>More than 20 files: one for each port, on tables that they share and nobody else sees.
 */
@NullMarked
package dev.drover.testkit.memory;

import org.jspecify.annotations.NullMarked;
