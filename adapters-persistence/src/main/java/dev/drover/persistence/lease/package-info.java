/** The leases of phones. What claims tasks, or knows servers, may not come in. */
@NullMarked
package dev.drover.persistence.lease;

import org.jspecify.annotations.NullMarked;
