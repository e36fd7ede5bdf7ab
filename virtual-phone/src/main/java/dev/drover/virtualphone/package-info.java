@NullMarked
package dev.drover.virtualphone;

import org.jspecify.annotations.NullMarked;
