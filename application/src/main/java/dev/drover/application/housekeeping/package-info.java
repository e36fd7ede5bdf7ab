@NullMarked
package dev.drover.application.housekeeping;

import org.jspecify.annotations.NullMarked;
