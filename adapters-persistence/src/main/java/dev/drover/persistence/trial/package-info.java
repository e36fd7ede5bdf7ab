/** The apps' versions on the phones and their trials in PostgreSQL; no claim is made here. */
@NullMarked
package dev.drover.persistence.trial;

import org.jspecify.annotations.NullMarked;
