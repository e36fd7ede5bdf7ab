/** API keys, and the cipher for secrets that the database stores. */
@NullMarked
package dev.drover.persistence.access;

import org.jspecify.annotations.NullMarked;
