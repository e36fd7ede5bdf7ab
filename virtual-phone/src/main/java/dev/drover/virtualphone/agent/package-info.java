@NullMarked
package dev.drover.virtualphone.agent;

import org.jspecify.annotations.NullMarked;
