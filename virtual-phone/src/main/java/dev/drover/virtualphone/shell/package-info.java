@NullMarked
package dev.drover.virtualphone.shell;

import org.jspecify.annotations.NullMarked;
