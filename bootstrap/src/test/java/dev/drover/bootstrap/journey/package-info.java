/**
 * What people do on the dashboard, in a real browser on real servers with virtual phones. Tests of
 * single pages' files are in {@code dashboard}, those of the API beside it.
 */
@NullMarked
package dev.drover.bootstrap.journey;

import org.jspecify.annotations.NullMarked;
