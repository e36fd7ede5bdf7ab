@NullMarked
package dev.drover.application.port;

import org.jspecify.annotations.NullMarked;
