@NullMarked
package dev.drover.domain.task;

import org.jspecify.annotations.NullMarked;
