package dev.drover.device.ui;

/** A rectangle on the screen in pixels: left and top inclusive, right and bottom exclusive. */
public record Bounds(int left, int top, int right, int bottom) {

  public int centerX() {
    return left + (right - left) / 2;
  }

  public int centerY() {
    return top + (bottom - top) / 2;
  }

  public boolean isEmpty() {
    return right <= left || bottom <= top;
  }

  @Override
  public String toString() {
    return "[" + left + "," + top + "][" + right + "," + bottom + "]";
  }
}
