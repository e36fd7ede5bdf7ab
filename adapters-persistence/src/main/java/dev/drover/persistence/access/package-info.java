/** API keys, and the cipher for the secrets that the database keeps. */
@NullMarked
package dev.drover.persistence.access;

import org.jspecify.annotations.NullMarked;
