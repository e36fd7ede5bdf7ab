/**
 * Leases: who drives a phone when no attempt of a task does. A lease is a program's session or a
 * person's hands. Nothing of storage, time sources or the wire comes in.
 */
@NullMarked
package dev.drover.domain.lease;

import org.jspecify.annotations.NullMarked;
