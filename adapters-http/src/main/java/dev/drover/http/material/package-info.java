/** The material library over HTTP. */
@NullMarked
package dev.drover.http.material;

import org.jspecify.annotations.NullMarked;
