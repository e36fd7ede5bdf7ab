/**
 * What every measurement needs: a database, processes, samples, and the rows of the table. No
 * measurement itself.
 */
@NullMarked
package dev.drover.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
