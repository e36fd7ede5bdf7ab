/** What goes on in the background as long as the server runs. */
@org.jspecify.annotations.NullMarked
package dev.drover.application.loop;
