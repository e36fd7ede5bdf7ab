/**
 * Drover without a database and without phones: a settable clock, phones that a test controls, and
 * a storage in memory. This package depends only on the domain, the application and test libraries.
 */
@NullMarked
package dev.drover.testkit;

import org.jspecify.annotations.NullMarked;
