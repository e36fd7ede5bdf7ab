/** What an adapter implements that runs the operator's own programs on this machine. */
@NullMarked
package dev.drover.application.port.program;

import org.jspecify.annotations.NullMarked;
