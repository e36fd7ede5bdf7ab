@NullMarked
package dev.drover.application.device;

import org.jspecify.annotations.NullMarked;
