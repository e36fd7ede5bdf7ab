@NullMarked
package dev.drover.device.ui;

import org.jspecify.annotations.NullMarked;
