/** The phone's shell: a POSIX parser and the programs that Drover uses. */
@NullMarked
package dev.drover.virtualphone.shell;

import org.jspecify.annotations.NullMarked;
