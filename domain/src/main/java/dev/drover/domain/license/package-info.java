/** Licences: their content, their file form, and how they are signed and verified. */
@NullMarked
package dev.drover.domain.license;

import org.jspecify.annotations.NullMarked;
