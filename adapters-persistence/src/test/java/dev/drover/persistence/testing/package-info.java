/** What the tests of the persistence share: a real PostgreSQL, and tasks to store. */
@NullMarked
package dev.drover.persistence.testing;

import org.jspecify.annotations.NullMarked;
