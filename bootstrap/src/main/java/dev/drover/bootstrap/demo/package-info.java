/** A server with virtual phones in a process of their own, to try Drover without a phone. */
@NullMarked
package dev.drover.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
