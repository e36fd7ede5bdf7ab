/**
 * Lets programs lease phones and drive them, below {@code /rpc}: sessions, UiAutomator2's methods,
 * ADB. A session's id is a secret: it must not reach a log, a metric, an event or the message of an
 * error. Commands reach a phone only through {@code application.lease}.
 */
@NullMarked
package dev.drover.http.lease;

import org.jspecify.annotations.NullMarked;
