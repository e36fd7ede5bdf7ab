package dev.drover.domain.license;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The Ed25519 key by which licences are verified. Safe for use by any thread. */
public final class LicensePublicKey {
  private static final int ID_BYTES = 8;

  private final PublicKey key;
  private final String id;

  private LicensePublicKey(PublicKey key) {
    this.key = key;
    this.id = idOf(key);
  }

  /**
   * Reads a key as {@code drover license keygen} prints it.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static LicensePublicKey parse(String base64) {
    try {
      return of(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64.strip()))));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "must be a public key as drover license keygen prints it", malformed);
    }
  }

  /** Wraps an Ed25519 key. */
  public static LicensePublicKey of(PublicKey key) {
    return new LicensePublicKey(key);
  }

  /** Returns a fingerprint for people: the first 16 hexadecimal digits of the key's SHA-256. */
  public String id() {
    return id;
  }

  /** Returns the text that {@link #parse} reads. */
  public String text() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  boolean verifies(byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has Ed25519", impossible);
    }
  }

  private static String idOf(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
