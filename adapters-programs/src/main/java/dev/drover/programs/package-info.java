/**
 * Programs of the operator's as scripts: reads their declarations in the folder {@code scripts} of
 * a home directory, and runs them as processes of this machine. No phone, no storage and no HTTP
 * come in.
 */
@NullMarked
package dev.drover.programs;

import org.jspecify.annotations.NullMarked;
