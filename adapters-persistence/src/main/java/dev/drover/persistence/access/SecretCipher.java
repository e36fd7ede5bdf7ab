package dev.drover.persistence.access;

import dev.drover.application.files.OwnerOnlyFile;
import dev.drover.application.files.WriteProtection;
import dev.drover.domain.script.Secret;
import dev.drover.persistence.postgres.PostgresUnusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts what must not be read in the database: AES-256 in Galois/Counter Mode, a random nonce
 * each time. Safe for use by any thread.
 */
public final class SecretCipher {
  private static final Logger log = LoggerFactory.getLogger(SecretCipher.class);

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;

  /** 96 bits, as NIST SP 800-38D recommends. */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  /** The first encrypts, each may decrypt: so that keys can be exchanged. */
  private final List<SecretKeySpec> keys;

  private final SecureRandom random = new SecureRandom();

  private SecretCipher(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Uses keys that were given.
   *
   * @param base64 32 bytes each, separated by blanks, line ends or commas; the first encrypts, the
   *     others are older ones, by which is still decrypted
   * @throws IllegalArgumentException if it is not that; the message does not repeat it
   */
  public static SecretCipher ofKey(String base64) {
    return new SecretCipher(
        SEPARATOR.splitAsStream(base64.strip()).map(SecretCipher::key).toList());
  }

  private static SecretKeySpec key(String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      // Its message would show a character of the key.
      throw new IllegalArgumentException("must be 32 bytes in base64");
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("must be 32 bytes in base64");
    }
    return new SecretKeySpec(key, "AES");
  }

  /**
   * Uses the keys in a file that only its owner can read, and creates it if there is none. If
   * others could read it, it is closed to them, and the log says so. The log says, too, if others
   * can replace it, by itself or by a folder on the way to it.
   */
  public static SecretCipher ofFile(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      Optional<String> open = OwnerOnlyFile.openToOthers(file);
      if (open.isPresent()) {
        OwnerOnlyFile.close(file);
        log.warn(
            "the key file {} could be used by others than its owner ({}); it is closed to them now."
                + " If somebody may have read it, put a new key on its first line, and exchange the"
                + " API keys of waiting tasks",
            file,
            open.get());
      }
      WriteProtection.doubt(file)
          .ifPresent(
              breach ->
                  log.warn(
                      "others can put a key of their own in the place of the key file {}: {}; take"
                          + " their write permission away",
                      file,
                      breach));
      return ofKey(OwnerOnlyFile.read(file));
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
    OwnerOnlyFile.create(file, Base64.getEncoder().encodeToString(key) + "\n");
  }

  /**
   * Encrypts a secret.
   *
   * @param purpose what it may be used for: with another it can't be decrypted, so that whoever
   *     changes the database can't have it sent elsewhere
   */
  public String encrypt(Secret secret, String purpose) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(
          Cipher.ENCRYPT_MODE, keys.getFirst(), new GCMParameterSpec(TAG_BITS, nonce), random);
      cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
      byte[] sealed = cipher.doFinal(secret.value().getBytes(StandardCharsets.UTF_8));
      byte[] stored = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(nonce, 0, stored, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
      return Base64.getEncoder().encodeToString(stored);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES in GCM", impossible);
    }
  }

  /**
   * The secret, or empty when it was encrypted with another key or for another purpose, or changed
   * since.
   */
  public Optional<Secret> decrypt(String stored, String purpose) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(stored);
    } catch (IllegalArgumentException changed) {
      return Optional.empty();
    }
    if (bytes.length <= NONCE_BYTES + TAG_BITS / 8) {
      return Optional.empty();
    }
    return keys.stream().flatMap(key -> decrypt(bytes, purpose, key).stream()).findFirst();
  }

  private static Optional<Secret> decrypt(byte[] bytes, String purpose, SecretKeySpec key) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES));
      cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
      byte[] plain = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return Optional.of(new Secret(new String(plain, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException anotherKey) {
      return Optional.empty();
    }
  }
}
