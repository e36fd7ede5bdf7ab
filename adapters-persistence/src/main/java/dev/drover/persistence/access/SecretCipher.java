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
 * Encrypts secrets before they are stored: AES-256 in Galois/Counter Mode with a random nonce for
 * each value. Safe for use by any thread.
 */
public final class SecretCipher {
  private static final Logger log = LoggerFactory.getLogger(SecretCipher.class);

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;

  /** 96 bits, as NIST SP 800-38D recommends. */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  /**
   * The first key encrypts. Every key may decrypt, so that a key can be replaced while old values
   * exist.
   */
  private final List<SecretKeySpec> keys;

  private final SecureRandom random = new SecureRandom();

  private SecretCipher(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Creates a cipher from keys in base64.
   *
   * @param base64 keys of 32 bytes each, separated by blanks, line ends or commas. The first key
   *     encrypts; the others are older keys that still decrypt.
   * @throws IllegalArgumentException if a key is not 32 bytes in base64; the message does not
   *     repeat the key
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
      // The decoder's message would contain a character of the key.
      throw new IllegalArgumentException("must be 32 bytes in base64");
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("must be 32 bytes in base64");
    }
    return new SecretKeySpec(key, "AES");
  }

  /**
   * Creates a cipher from the keys in a file, and creates the file with a random key if it does not
   * exist. If other users could read the file, restricts it to its owner and logs a warning. Also
   * logs a warning if other users can replace the file or a folder on its path.
   *
   * @throws PostgresUnusable if the file's content is not a list of keys
   * @throws UncheckedIOException if the file can't be read or written
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
            "other users could access the key file {} ({}); access is restricted to its owner now."
                + " If someone may have read it, put a new key on its first line, and replace the"
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
   * @param purpose what the secret is for, such as the address that it is sent to. {@link #decrypt}
   *     needs the same purpose, so a changed row can't send the secret elsewhere.
   * @return nonce and ciphertext in base64
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
   * Decrypts a secret. The result is empty if the value was encrypted with another key or for
   * another purpose, or was changed.
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
