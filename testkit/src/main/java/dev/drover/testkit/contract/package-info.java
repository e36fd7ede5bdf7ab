/**
 * What each port promises, as tests. Whoever writes an adapter extends the suite of its port; the
 * suites say nothing of how an adapter keeps its promises.
 */
@NullMarked
package dev.drover.testkit.contract;

import org.jspecify.annotations.NullMarked;
