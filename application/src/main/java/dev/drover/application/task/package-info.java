@NullMarked
package dev.drover.application.task;

import org.jspecify.annotations.NullMarked;
