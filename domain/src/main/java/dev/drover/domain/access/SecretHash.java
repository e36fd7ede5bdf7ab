package dev.drover.domain.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The stored form of a secret: a key's, a lease's, or that of a browser's session. A plain SHA-256
 * is enough, although a password would need a slow hash, and a secret may be looked up by it: it
 * has 256 random bits and can't be guessed.
 */
public final class SecretHash {
  private static final int LENGTH = 32;

  private final byte[] bytes;

  /**
   * @param bytes 32 of them
   */
  public SecretHash(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a secret's hash is " + LENGTH + " bytes");
    }
    this.bytes = bytes.clone();
  }

  /**
   * Hashes a secret.
   *
   * @param secret in ASCII, with 256 random bits
   */
  public static SecretHash of(String secret) {
    try {
      return new SecretHash(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the bytes as 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return bytes[0];
  }
}
