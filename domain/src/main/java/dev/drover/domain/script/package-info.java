/** Scripts, the declarations of their parameters, and the checks of given values. */
@NullMarked
package dev.drover.domain.script;

import org.jspecify.annotations.NullMarked;
