package dev.drover.domain.license;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A licence as a file: readable lines, the last of which is the signature over the bytes of all
 * lines before it. The signature is verified before anything else is read.
 */
public final class LicenseFile {
  /** The longest licence file, in bytes. */
  public static final int LARGEST = 16 * 1024;

  private static final String TITLE = "Drover licence 1";
  private static final String KEY = "key: ";
  private static final String PLAN = "plan: ";
  private static final String HOLDER = "holder: ";
  private static final String ISSUED = "issued: ";
  private static final String EXPIRES = "expires: ";
  private static final String MACHINES = "machines: ";
  private static final String NEVER = "never";
  private static final String ANY = "any";
  private static final String SIGNATURE = "signature: ";

  private static final int SIGNATURE_BYTES = 64;

  private LicenseFile() {}

  /** Writes and signs a licence. */
  public static byte[] issue(License license, LicenseSigner signer) {
    String content =
        String.join(
                "\n",
                TITLE,
                KEY + signer.publicKey().id(),
                PLAN + license.plan().displayName(),
                HOLDER + license.holder(),
                ISSUED + license.issuedAt(),
                EXPIRES + license.expiresAt().map(Instant::toString).orElse(NEVER),
                MACHINES
                    + (license.machines().isEmpty()
                        ? ANY
                        : String.join(",", new TreeSet<>(license.machines()))))
            + "\n";
    byte[] signature = signer.sign(content.getBytes(StandardCharsets.UTF_8));
    return (content + SIGNATURE + Base64.getEncoder().encodeToString(signature) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies a file, and then reads it.
   *
   * @throws LicenseRefused if this key has not signed exactly these bytes
   */
  public static License verified(byte[] file, LicensePublicKey key) throws LicenseRefused {
    if (file.length > LARGEST) {
      throw new LicenseRefused("the licence file is no licence: it is too long");
    }
    // One character a byte, so that cutting the text cuts the same bytes.
    String raw = new String(file, StandardCharsets.ISO_8859_1);
    if (!raw.startsWith(TITLE + "\n")) {
      throw new LicenseRefused(
          "the licence file is no licence of this Drover: it does not begin with " + TITLE);
    }
    int last = raw.lastIndexOf("\n" + SIGNATURE) + 1;
    Optional<byte[]> signature =
        last == 0
            ? Optional.empty()
            : decoded(raw.substring(last + SIGNATURE.length()).stripTrailing());
    if (signature.isEmpty() || signature.get().length != SIGNATURE_BYTES) {
      throw new LicenseRefused(
          "the licence file is not complete: it does not end with a whole signature; copy it again");
    }
    byte[] content = Arrays.copyOf(file, last);
    if (!key.verifies(content, signature.get())) {
      throw new LicenseRefused(
          raw.startsWith(TITLE + "\n" + KEY + key.id() + "\n")
              ? "the licence file was changed after it was signed, or was not signed by key "
                  + key.id()
                  + ", which it names; copy the original again"
              : "the licence was signed by another key than "
                  + key.id()
                  + ", the one that counts here");
    }
    return read(new String(content, StandardCharsets.UTF_8), key);
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      // Unused bits of the last Base64 digit must be zero, so that a signature has one spelling.
      return Optional.of(bytes).filter(b -> Base64.getEncoder().encodeToString(b).equals(base64));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static License read(String content, LicensePublicKey key) throws LicenseRefused {
    List<String> lines = content.lines().toList();
    try {
      if (lines.size() != 7 || !value(lines, 1, KEY).equals(key.id())) {
        throw new IllegalArgumentException("its lines are not those of a licence");
      }
      String expires = value(lines, 5, EXPIRES);
      String machines = value(lines, 6, MACHINES);
      return new License(
          LicensePlan.named(value(lines, 2, PLAN))
              .orElseThrow(() -> new IllegalArgumentException("there is no such plan")),
          value(lines, 3, HOLDER),
          Instant.parse(value(lines, 4, ISSUED)),
          expires.equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(expires)),
          machines.equals(ANY) ? Set.of() : Set.of(machines.split(",")));
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      throw new LicenseRefused(
          "the licence is signed, but not for this version of Drover: " + unreadable.getMessage());
    }
  }

  private static String value(List<String> lines, int index, String name) {
    if (!lines.get(index).startsWith(name)) {
      throw new IllegalArgumentException(
          "line " + (index + 1) + " is not \"" + name.strip() + "\"");
    }
    return lines.get(index).substring(name.length());
  }
}
