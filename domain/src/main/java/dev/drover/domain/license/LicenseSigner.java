package dev.drover.domain.license;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Issues licences: the private key's side. Its text is a secret. */
public final class LicenseSigner {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final String PUBLIC = "Public key: ";

  private final PrivateKey privateKey;
  private final LicensePublicKey publicKey;

  private LicenseSigner(PrivateKey privateKey, LicensePublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** Creates a new key pair. */
  public static LicenseSigner generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new LicenseSigner(pair.getPrivate(), LicensePublicKey.of(pair.getPublic()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has Ed25519", impossible);
    }
  }

  /**
   * Reads the text that {@link #text} returns.
   *
   * @throws IllegalArgumentException if it is not such a text; the message does not repeat the text
   */
  public static LicenseSigner parse(String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    int named = text.indexOf(PUBLIC);
    if (begin < 0 || end < begin || named < 0 || named > begin) {
      throw new IllegalArgumentException("it is not a private key of drover license keygen");
    }
    try {
      LicensePublicKey publicKey =
          LicensePublicKey.parse(text.substring(named + PUBLIC.length(), begin).strip());
      PrivateKey privateKey =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(
                      Base64.getMimeDecoder()
                          .decode(text.substring(begin + BEGIN.length(), end).strip())));
      if (!(privateKey instanceof EdECPrivateKey)) {
        throw new IllegalArgumentException("it is not an Ed25519 key");
      }
      LicenseSigner signer = new LicenseSigner(privateKey, publicKey);
      byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
      if (!publicKey.verifies(probe, signer.sign(probe))) {
        throw new IllegalArgumentException("its public and its private key don't belong together");
      }
      return signer;
    } catch (GeneralSecurityException malformed) {
      throw new IllegalArgumentException(
          "it is not a private key of drover license keygen", malformed);
    }
  }

  /** Returns both keys, the private one in PEM. Store the text where only its owner can read it. */
  public String text() {
    return PUBLIC
        + publicKey.text()
        + "\n"
        + BEGIN
        + "\n"
        + Base64.getEncoder().encodeToString(privateKey.getEncoded())
        + "\n"
        + END
        + "\n";
  }

  public LicensePublicKey publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("an Ed25519 key signs", impossible);
    }
  }
}
