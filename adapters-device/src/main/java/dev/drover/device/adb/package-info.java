@NullMarked
package dev.drover.device.adb;

import org.jspecify.annotations.NullMarked;
