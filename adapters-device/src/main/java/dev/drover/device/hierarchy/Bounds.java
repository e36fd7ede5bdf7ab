package dev.drover.device.hierarchy;

/** A rectangle on the screen in pixels: left and top inclusive, right and bottom exclusive. */
public record Bounds(int left, int top, int right, int bottom) {

  public int centerX() {
    return left + (right - left) / 2;
  }

  public int centerY() {
    return top + (bottom - top) / 2;
  }

  /** Returns the area in pixels. */
  public long area() {
    return isEmpty() ? 0 : (long) (right - left) * (bottom - top);
  }

  public boolean isEmpty() {
    return right <= left || bottom <= top;
  }

  /**
   * Returns whether the middle of one of the two is within the other's height, so that they are in
   * one row.
   */
  public boolean sharesRowWith(Bounds other) {
    return (centerY() >= other.top && centerY() < other.bottom)
        || (other.centerY() >= top && other.centerY() < bottom);
  }

  /**
   * Returns whether the middle of one of the two is within the other's width, so that they are in
   * one column.
   */
  public boolean sharesColumnWith(Bounds other) {
    return (centerX() >= other.left && centerX() < other.right)
        || (other.centerX() >= left && other.centerX() < right);
  }

  /** Returns whether one has a part of the other's width. */
  public boolean overlapsColumnOf(Bounds other) {
    return left < other.right && other.left < right;
  }

  /** Returns whether one has a part of the other's height. */
  public boolean overlapsRowOf(Bounds other) {
    return top < other.bottom && other.top < bottom;
  }

  @Override
  public String toString() {
    return "[" + left + "," + top + "][" + right + "," + bottom + "]";
  }

  /** Returns whether the other's centre is inside. */
  public boolean holdsCentreOf(Bounds other) {
    return other.centerX() >= left
        && other.centerX() < right
        && other.centerY() >= top
        && other.centerY() < bottom;
  }
}
