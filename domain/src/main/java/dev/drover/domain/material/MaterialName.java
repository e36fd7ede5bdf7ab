package dev.drover.domain.material;

/**
 * The unique name of a material in the library. It has the form of a file name, so that it fits
 * into one path segment and one line. No file is opened by this name.
 */
public record MaterialName(String value) {
  private static final int LONGEST = 255;

  public MaterialName {
    if (value.isBlank() || value.length() > LONGEST) {
      throw new IllegalArgumentException("must have 1 to " + LONGEST + " characters");
    }
    if (value.indexOf('/') >= 0 || value.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("must not have a slash");
    }
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException("must not be a folder's name");
    }
    if (value.codePoints().anyMatch(MaterialName::isUnprintable)) {
      throw new IllegalArgumentException("must not have control characters");
    }
  }

  private static boolean isUnprintable(int character) {
    return Character.isISOControl(character)
        || (character <= Character.MAX_VALUE && Character.isSurrogate((char) character));
  }

  @Override
  public String toString() {
    return value;
  }
}
