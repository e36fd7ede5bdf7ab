/** Where the licence comes from. */
@NullMarked
package dev.drover.application.port.license;

import org.jspecify.annotations.NullMarked;
