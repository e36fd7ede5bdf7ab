/**
 * How a farm takes an app's new version: one phone tries it, the others wait. Nothing of how a
 * phone tries may come in.
 */
@NullMarked
package dev.drover.domain.trial;

import org.jspecify.annotations.NullMarked;
