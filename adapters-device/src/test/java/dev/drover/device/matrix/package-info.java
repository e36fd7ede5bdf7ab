/** Tests every script on every phone under every fault. */
@NullMarked
package dev.drover.device.matrix;

import org.jspecify.annotations.NullMarked;
