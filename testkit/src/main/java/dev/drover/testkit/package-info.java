/**
 * Drover without a database and phones: a settable clock, phones that a test controls, and a
 * storage. Depends on the domain, the application and test libraries only.
 */
@NullMarked
package dev.drover.testkit;

import org.jspecify.annotations.NullMarked;
