@NullMarked
package dev.drover.domain.material;

import org.jspecify.annotations.NullMarked;
