/**
 * Scripts: the declarations of their parameters, and the checks of given values.
 *
 * <p>A script's own types stand in a package beside this one's: post, follow, comment, warmup,
 * program. Nothing here names one of them.
 */
@NullMarked
package dev.drover.domain.script;

import org.jspecify.annotations.NullMarked;
