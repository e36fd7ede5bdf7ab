package dev.drover.domain.lease;

import java.util.Locale;

/** The kind of holder of a lease. */
public enum LeaseHolder {
  /** A program that sends commands, such as a Python script. */
  PROGRAM,
  /** A person at the live screen. */
  PERSON;

  /** Returns the name in storage and in answers: {@code program}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
