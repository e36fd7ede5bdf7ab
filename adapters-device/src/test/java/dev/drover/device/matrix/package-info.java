/** Every script on every phone with every fault, and what may come of it. */
@NullMarked
package dev.drover.device.matrix;

import org.jspecify.annotations.NullMarked;
