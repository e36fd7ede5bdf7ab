/** The queue's speed on phones that do nothing, beside other queues. No HTTP, no phone. */
@NullMarked
package dev.drover.benchmarks.queue;

import org.jspecify.annotations.NullMarked;
