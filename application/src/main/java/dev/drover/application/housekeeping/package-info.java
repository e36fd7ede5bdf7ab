/** Deletes data that is past its retention time. */
@NullMarked
package dev.drover.application.housekeeping;

import org.jspecify.annotations.NullMarked;
