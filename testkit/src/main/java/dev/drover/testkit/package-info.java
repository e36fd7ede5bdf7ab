/**
 * Drover without a database and phones: a clock that is set, phones that do what they are told, and
 * what a storage gives. Knows the domain, the application and the test libraries; no part of a
 * server.
 */
@NullMarked
package dev.drover.testkit;

import org.jspecify.annotations.NullMarked;
