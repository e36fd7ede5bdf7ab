package dev.drover.testkit;

import dev.drover.application.port.license.LicenseSource;
import java.io.IOException;
import java.util.Optional;

/** A licence that the test puts, exchanges and takes away. Safe for use by any thread. */
public final class SettableLicense implements LicenseSource {
  private sealed interface State {
    record Absent() implements State {}

    final class Present implements State {
      private final byte[] file;

      Present(byte[] file) {
        this.file = file.clone();
      }
    }

    record Unreadable() implements State {}
  }

  private volatile State state = new State.Absent();

  public void put(byte[] file) {
    state = new State.Present(file);
  }

  public void remove() {
    state = new State.Absent();
  }

  /** Refuses to be read until another one is put, or it is removed. */
  public void beUnreadable() {
    state = new State.Unreadable();
  }

  @Override
  public Optional<byte[]> read() throws Unreadable {
    return switch (state) {
      case State.Absent _ -> Optional.empty();
      case State.Present present -> Optional.of(present.file.clone());
      case State.Unreadable _ ->
          throw new Unreadable("the licence can't be read", new IOException("refused by the test"));
    };
  }

  @Override
  public String place() {
    return "the test's memory";
  }
}
