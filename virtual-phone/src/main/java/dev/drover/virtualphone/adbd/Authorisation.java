package dev.drover.virtualphone.adbd;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * The ADB keys that the phone accepts. An unknown key waits until the owner accepts it, as at the
 * prompt on a real phone. Safe for use by any thread.
 */
public final class Authorisation {
  /** The prefix of a signed token, which says that it is a SHA-1 digest (RFC 8017, 9.2). */
  private static final byte[] SHA1_DIGEST_INFO =
      HexFormat.of().parseHex("3021300906052b0e03021a05000414");

  private static final int MODULUS_WORDS = 64;
  private static final int MODULUS_BYTES = 4 * MODULUS_WORDS;

  private final Map<String, Key> accepted = new LinkedHashMap<>();
  private final Map<String, Key> waiting = new LinkedHashMap<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean demanded;

  /**
   * A computer's public key.
   *
   * @param fingerprint MD5, as the prompt shows it
   * @param name such as {@code me@desk}
   */
  public record Key(String fingerprint, String name, PublicKey publicKey) {}

  /** Demands an accepted key of every new connection. */
  public synchronized void demand() {
    demanded = true;
  }

  synchronized boolean isDemanded() {
    return demanded;
  }

  /** Returns the keys that wait for the owner's decision. */
  public synchronized Collection<Key> waiting() {
    return List.copyOf(waiting.values());
  }

  public synchronized Collection<Key> accepted() {
    return List.copyOf(accepted.values());
  }

  /** Accepts every waiting key, permanently. */
  public void accept() {
    List<Runnable> told;
    synchronized (this) {
      accepted.putAll(waiting);
      waiting.clear();
      told = List.copyOf(listeners);
    }
    told.forEach(Runnable::run);
  }

  /** Forgets every accepted key. Open connections stay. */
  public synchronized void revoke() {
    accepted.clear();
    waiting.clear();
  }

  /** Registers an action to run whenever keys are accepted. */
  synchronized void onAccept(Runnable listener) {
    listeners.add(listener);
  }

  synchronized void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /** Whether an accepted key has signed this token. */
  synchronized boolean isSigned(byte[] token, byte[] signature) {
    byte[] wanted = Arrays.copyOf(SHA1_DIGEST_INFO, SHA1_DIGEST_INFO.length + token.length);
    System.arraycopy(token, 0, wanted, SHA1_DIGEST_INFO.length, token.length);
    return accepted.values().stream()
        .anyMatch(key -> Arrays.equals(opened(key, signature), wanted));
  }

  private static byte[] opened(Key key, byte[] signature) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key.publicKey());
      return cipher.doFinal(signature);
    } catch (GeneralSecurityException notByThisKey) {
      return new byte[0];
    }
  }

  /**
   * Asks the owner to accept a key.
   *
   * @param text the key as adb sends it: in base64, then a blank and a name
   * @return the key's fingerprint; empty if the text is no key
   */
  synchronized Optional<String> ask(String text) {
    Optional<Key> key = parse(text.strip());
    key.filter(asked -> !accepted.containsKey(asked.fingerprint()))
        .ifPresent(asked -> waiting.put(asked.fingerprint(), asked));
    return key.map(Key::fingerprint);
  }

  synchronized boolean isAccepted(String fingerprint) {
    return accepted.containsKey(fingerprint);
  }

  /**
   * Parses a key. Its little-endian layout is: words of the modulus, its negative inverse, modulus,
   * a square, exponent.
   */
  private static Optional<Key> parse(String text) {
    String[] words = text.split("\\s+", 2);
    try {
      byte[] encoded = Base64.getDecoder().decode(words[0].getBytes(StandardCharsets.US_ASCII));
      ByteBuffer key = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
      if (encoded.length != 4 + 4 + 2 * MODULUS_BYTES + 4 || key.getInt(0) != MODULUS_WORDS) {
        return Optional.empty();
      }
      byte[] modulus = new byte[MODULUS_BYTES];
      for (int i = 0; i < MODULUS_BYTES; i++) {
        modulus[MODULUS_BYTES - 1 - i] = encoded[8 + i];
      }
      int exponent = key.getInt(encoded.length - 4);
      PublicKey publicKey =
          KeyFactory.getInstance("RSA")
              .generatePublic(
                  new RSAPublicKeySpec(new BigInteger(1, modulus), BigInteger.valueOf(exponent)));
      String fingerprint =
          HexFormat.ofDelimiter(":")
              .withUpperCase()
              .formatHex(MessageDigest.getInstance("MD5").digest(encoded));
      return Optional.of(new Key(fingerprint, words.length > 1 ? words[1] : "", publicKey));
    } catch (IllegalArgumentException | GeneralSecurityException noKey) {
      return Optional.empty();
    }
  }
}
