/**
 * The screen as it is drawn and described: views, the picture, and the hierarchy as XML. The only
 * package that paints; knows no app and no other part of the phone.
 */
@NullMarked
package dev.drover.virtualphone.paint;

import org.jspecify.annotations.NullMarked;
