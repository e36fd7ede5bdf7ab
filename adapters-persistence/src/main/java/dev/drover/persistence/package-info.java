@NullMarked
package dev.drover.persistence;

import org.jspecify.annotations.NullMarked;
