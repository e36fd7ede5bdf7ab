package dev.drover.persistence;

import dev.drover.domain.script.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must not be read in the database: AES-256 in Galois/Counter Mode, a random nonce
 * each time. Safe for use by any thread.
 */
public final class SecretCipher {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;

  /** 96 bits, as NIST SP 800-38D recommends. */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private SecretCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Uses a key that was given.
   *
   * @param base64 32 bytes
   * @throws IllegalArgumentException if it is not that
   */
  public static SecretCipher ofKey(String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("must be 32 bytes in base64", malformed);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("must be 32 bytes in base64");
    }
    return new SecretCipher(key);
  }

  /** Uses the key in a file that only its owner can read; makes it when there is none. */
  public static SecretCipher ofFile(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return ofKey(Files.readString(file));
    } catch (IllegalArgumentException damaged) {
      throw new PostgresUnusable(
          "the key file "
              + file
              + " is damaged: it "
              + damaged.getMessage()
              + "; restore it from a backup, or delete it, which makes stored API keys unreadable",
          damaged);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the key file " + file + " can't be used", unreadable);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      channel.write(
          ByteBuffer.wrap(
              (Base64.getEncoder().encodeToString(key) + "\n")
                  .getBytes(StandardCharsets.US_ASCII)));
    }
  }

  String encrypt(Secret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      byte[] sealed = cipher.doFinal(secret.value().getBytes(StandardCharsets.UTF_8));
      byte[] stored = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(nonce, 0, stored, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
      return Base64.getEncoder().encodeToString(stored);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES in GCM", impossible);
    }
  }

  /** The secret, or empty when it was encrypted with another key or changed since. */
  Optional<Secret> decrypt(String stored) {
    byte[] bytes = Base64.getDecoder().decode(stored);
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES));
      byte[] plain = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return Optional.of(new Secret(new String(plain, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException anotherKey) {
      return Optional.empty();
    }
  }
}
