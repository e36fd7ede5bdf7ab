/**
 * What an app declares of itself so that flows can work in it. Each app has a package of its own
 * below this one; nothing in here names one.
 */
@NullMarked
package dev.drover.device.app;

import org.jspecify.annotations.NullMarked;
