@NullMarked
package dev.drover.device;

import org.jspecify.annotations.NullMarked;
