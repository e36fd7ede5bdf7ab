@NullMarked
package dev.drover.application.dispatch;

import org.jspecify.annotations.NullMarked;
