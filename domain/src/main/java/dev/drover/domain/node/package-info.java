/** The servers that share one database. */
@NullMarked
package dev.drover.domain.node;

import org.jspecify.annotations.NullMarked;
