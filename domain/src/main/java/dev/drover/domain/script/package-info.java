/**
 * Scripts, the declarations of their parameters, and the checks of given values.
 *
 * <p>More than 20 files: the declaration, and each of the five scripts with its types. Each script
 * is to have a package of its own.
 */
@NullMarked
package dev.drover.domain.script;

import org.jspecify.annotations.NullMarked;
