@NullMarked
package dev.drover.application.access;

import org.jspecify.annotations.NullMarked;
