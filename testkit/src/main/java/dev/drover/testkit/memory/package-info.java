/**
 * The ports of the storage in memory, by the rules that the contract suites state. One lock makes a
 * transaction of each method.
 */
@NullMarked
package dev.drover.testkit.memory;

import org.jspecify.annotations.NullMarked;
