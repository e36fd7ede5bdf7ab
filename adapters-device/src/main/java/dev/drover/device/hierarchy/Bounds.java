package dev.drover.device.hierarchy;

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

  /** Whether the middle of one of the two lies beside the other, in the same row. */
  public boolean sharesRowWith(Bounds other) {
    return (centerY() >= other.top && centerY() < other.bottom)
        || (other.centerY() >= top && other.centerY() < bottom);
  }

  /** Whether the middle of one of the two lies over or under the other, in the same column. */
  public boolean sharesColumnWith(Bounds other) {
    return (centerX() >= other.left && centerX() < other.right)
        || (other.centerX() >= left && other.centerX() < right);
  }

  @Override
  public String toString() {
    return "[" + left + "," + top + "][" + right + "," + bottom + "]";
  }

  /** Whether the centre of the other lies in it. */
  public boolean holdsCentreOf(Bounds other) {
    return other.centerX() >= left
        && other.centerX() < right
        && other.centerY() >= top
        && other.centerY() < bottom;
  }
}
