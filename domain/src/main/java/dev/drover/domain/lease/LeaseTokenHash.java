package dev.drover.domain.lease;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The stored form of a token. A plain SHA-256 is enough: a token has 256 random bits and can't be
 * guessed.
 */
public final class LeaseTokenHash {
  private static final int LENGTH = 32;

  private final byte[] bytes;

  /**
   * @param bytes 32 of them
   */
  public LeaseTokenHash(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a token's hash is " + LENGTH + " bytes");
    }
    this.bytes = bytes.clone();
  }

  static LeaseTokenHash of(byte[] secret) {
    try {
      return new LeaseTokenHash(MessageDigest.getInstance("SHA-256").digest(secret));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LeaseTokenHash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return bytes[0];
  }
}
