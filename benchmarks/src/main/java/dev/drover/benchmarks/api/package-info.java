/** The REST API's speed, beside bare web servers on the same database. No phone. */
@NullMarked
package dev.drover.benchmarks.api;

import org.jspecify.annotations.NullMarked;
