package dev.drover.application.port.license;

import java.util.Optional;

/** Where the licence lies. It may be put there, exchanged or taken away at any time. */
public interface LicenseSource {

  /**
   * Reads it anew. May be tried again safely.
   *
   * @return its bytes, at most one more than {@link dev.drover.domain.license.LicenseFile#LARGEST};
   *     empty when there is none
   * @throws Unreadable if it is there and can't be read
   */
  Optional<byte[]> read() throws Unreadable;

  /** For the log: where it is looked for. */
  String place();

  /** The licence can't be read; a retry helps once the operator has mended that. */
  final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
