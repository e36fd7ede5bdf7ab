@NullMarked
package dev.drover.domain.license;

import org.jspecify.annotations.NullMarked;
