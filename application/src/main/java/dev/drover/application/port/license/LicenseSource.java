package dev.drover.application.port.license;

import java.util.Optional;

/** The place of the licence file, which may be added, replaced or removed at any time. */
public interface LicenseSource {

  /**
   * Reads the file. A retry is safe.
   *
   * @return its bytes, at most one more than {@link dev.drover.domain.license.LicenseFile#LARGEST};
   *     empty if there is no file
   * @throws Unreadable if the file exists but can't be read
   */
  Optional<byte[]> read() throws Unreadable;

  /** Returns the path, for the log. */
  String place();

  /** The file can't be read; a retry succeeds once the operator has corrected that. */
  final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
