/**
 * Commands that propose changes of app profiles. They show what they would change before they write
 * it, and write to the operator's own files only.
 */
@NullMarked
package dev.drover.bootstrap.cli.profile;

import org.jspecify.annotations.NullMarked;
