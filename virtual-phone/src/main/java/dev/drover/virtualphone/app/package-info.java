@NullMarked
package dev.drover.virtualphone.app;

import org.jspecify.annotations.NullMarked;
