@NullMarked
package dev.drover.bootstrap;

import org.jspecify.annotations.NullMarked;
