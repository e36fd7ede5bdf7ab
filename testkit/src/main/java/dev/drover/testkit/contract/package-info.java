/**
 * Contract suites, which test the promises of each port. The author of an adapter extends the suite
 * of its port. The suites do not depend on how an adapter works.
 *
 * <p>More than 20 files: one for each port.
 */
@NullMarked
package dev.drover.testkit.contract;

import org.jspecify.annotations.NullMarked;
