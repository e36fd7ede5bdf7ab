/** Claims due tasks, runs their attempts and records the ends; the lease that allows it. */
@NullMarked
package dev.drover.application.dispatch;

import org.jspecify.annotations.NullMarked;
