/**
 * Live pictures: who watches which phones, how large and how often, and how much processor time the
 * pictures may take. How a picture is taken belongs to the port; how it reaches a person, to
 * adapters.
 */
@NullMarked
package dev.drover.application.live;

import org.jspecify.annotations.NullMarked;
