package dev.drover.testkit;

import dev.drover.application.port.license.LicenseSource;
import java.io.IOException;
import java.util.Optional;

/** A licence file that a test replaces and removes. Safe for use by any thread. */
public final class SettableLicense implements LicenseSource {
  private Optional<byte[]> file = Optional.empty();
  private boolean readable = true;

  public synchronized void put(byte[] content) {
    file = Optional.of(content.clone());
    readable = true;
  }

  public synchronized void remove() {
    file = Optional.empty();
    readable = true;
  }

  /** Makes the file unreadable until it is replaced or removed. */
  public synchronized void beUnreadable() {
    readable = false;
  }

  @Override
  public synchronized Optional<byte[]> read() throws Unreadable {
    if (!readable) {
      throw new Unreadable("the licence can't be read", new IOException("refused by the test"));
    }
    return file.map(byte[]::clone);
  }

  @Override
  public String place() {
    return "the test's memory";
  }
}
