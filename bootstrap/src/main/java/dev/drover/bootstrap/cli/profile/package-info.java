/**
 * Commands about app profiles. What they propose is shown before it is written, and only the
 * operator's own files are written to.
 */
@NullMarked
package dev.drover.bootstrap.cli.profile;

import org.jspecify.annotations.NullMarked;
