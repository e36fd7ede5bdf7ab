/**
 * The drawing and description of the screen: views, the picture, and the hierarchy as XML. Only
 * this package paints. It knows no app and no other part of the phone. What a picture needs beyond
 * the facts of a view is in its look, which no hierarchy shows.
 */
@NullMarked
package dev.drover.virtualphone.paint;

import org.jspecify.annotations.NullMarked;
