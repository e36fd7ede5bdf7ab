/** Lines of the log with named fields. Nothing that knows what is logged may come in. */
@NullMarked
package dev.drover.application.log;

import org.jspecify.annotations.NullMarked;
