@NullMarked
package dev.drover.comments;

import org.jspecify.annotations.NullMarked;
