/** A real PostgreSQL and a storage on it, for the tests of this module and of whole servers. */
@NullMarked
package dev.drover.persistence.testing;

import org.jspecify.annotations.NullMarked;
