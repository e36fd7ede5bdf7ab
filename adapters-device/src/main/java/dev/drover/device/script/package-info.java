@NullMarked
package dev.drover.device.script;

import org.jspecify.annotations.NullMarked;
