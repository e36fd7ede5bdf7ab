package dev.drover.domain.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The stored form of a key. A plain SHA-256 is enough, although a password would need a slow hash:
 * a key has 256 random bits and can't be guessed.
 */
public final class ApiKeyHash {
  private static final int LENGTH = 32;

  private final byte[] bytes;

  /**
   * @param bytes 32 of them
   */
  public ApiKeyHash(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a key's hash is " + LENGTH + " bytes");
    }
    this.bytes = bytes.clone();
  }

  static ApiKeyHash of(byte[] secret) {
    try {
      return new ApiKeyHash(MessageDigest.getInstance("SHA-256").digest(secret));
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
    return other instanceof ApiKeyHash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return bytes[0];
  }
}
