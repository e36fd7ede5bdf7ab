@NullMarked
package dev.drover.domain.script;

import org.jspecify.annotations.NullMarked;
