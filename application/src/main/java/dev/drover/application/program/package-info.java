/**
 * Runs the operator's programs as attempts: gives a program its phone, keeps its output as the log,
 * and decides what came of it. Nothing of the dispatcher comes in: it may know this package.
 */
@NullMarked
package dev.drover.application.program;

import org.jspecify.annotations.NullMarked;
