@NullMarked
package dev.drover.virtualphone.adbd;

import org.jspecify.annotations.NullMarked;
