/**
 * The drawing and description of the screen: views, the picture, and the hierarchy as XML. Only
 * this package paints. It knows no app and no other part of the phone.
 */
@NullMarked
package dev.drover.virtualphone.paint;

import org.jspecify.annotations.NullMarked;
