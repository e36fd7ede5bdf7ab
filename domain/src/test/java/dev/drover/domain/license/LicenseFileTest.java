package dev.drover.domain.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LicenseFileTest {
  private static final LicenseSigner SIGNER = LicenseSigner.generate();
  private static final LicensePublicKey KEY = SIGNER.publicKey();

  private static final License LICENSE =
      new License(
          LicensePlan.TEAM,
          "Müller & Söhne",
          Instant.parse("2026-11-24T10:00:00Z"),
          Optional.of(Instant.parse("2027-11-24T10:00:00Z")),
          Set.of("0123456789abcdef", "00000000000000ff"));

  @Test
  void what_was_issued_is_read_and_can_be_read_by_people() throws Exception {
    byte[] file = LicenseFile.issue(LICENSE, SIGNER);

    assertThat(LicenseFile.verified(file, LicensePublicKey.parse(KEY.text()))).isEqualTo(LICENSE);
    assertThat(new String(file, StandardCharsets.UTF_8))
        .startsWith(
            """
            Drover licence 1
            key: %s
            plan: Team
            holder: Müller & Söhne
            issued: 2026-11-24T10:00:00Z
            expires: 2027-11-24T10:00:00Z
            machines: 00000000000000ff,0123456789abcdef
            signature:\s"""
                .formatted(KEY.id()));
  }

  @Test
  void a_licence_without_end_and_for_any_machine_says_so() throws Exception {
    License lasting =
        new License(LicensePlan.PRO, "Ann", LICENSE.issuedAt(), Optional.empty(), Set.of());

    assertThat(LicenseFile.verified(LicenseFile.issue(lasting, SIGNER), KEY)).isEqualTo(lasting);
  }

  @Test
  void no_bit_of_it_may_change() {
    byte[] file = LicenseFile.issue(LICENSE, SIGNER);

    // The line end after the signature is not signed; everything before it counts.
    for (int bit = 0; bit < (file.length - 1) * 8; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> LicenseFile.verified(changed, KEY))
          .as("bit %s", bit)
          .isInstanceOf(LicenseRefused.class);
    }
  }

  @Test
  void a_changed_line_is_told() {
    String file = text(LicenseFile.issue(LICENSE, SIGNER));

    assertThat(refusal(file.replace("plan: Team", "plan: Business"), KEY)).contains("was changed");
    assertThat(refusal(file.replace("2027-11", "2099-11"), KEY)).contains("was changed");
    assertThat(refusal(file.replace("holder", "plan: Business\nholder"), KEY))
        .contains("was changed");
    assertThat(refusal(file.replace("\n", "\r\n"), KEY)).contains("no licence");
  }

  @Test
  void a_truncated_file_is_told() {
    String file = text(LicenseFile.issue(LICENSE, SIGNER));

    assertThat(refusal(file.substring(0, file.indexOf("signature")), KEY)).contains("not complete");
    assertThat(refusal(file.substring(0, file.length() - 20), KEY)).contains("not complete");
    assertThat(refusal("", KEY)).contains("no licence");
    assertThat(refusal("Drover licence 1\n", KEY)).contains("not complete");
    assertThat(refusal(file + "x".repeat(LicenseFile.LARGEST), KEY)).contains("too long");
  }

  @Test
  void a_licence_of_another_key_is_told_even_when_it_names_ours() {
    LicenseSigner other = LicenseSigner.generate();
    byte[] foreign = LicenseFile.issue(LICENSE, other);

    assertThat(refusal(text(foreign), KEY)).contains("another key", KEY.id());

    String claimed = text(foreign).replace(other.publicKey().id(), KEY.id());
    String content = claimed.substring(0, claimed.indexOf("signature: "));
    String resigned =
        content
            + "signature: "
            + Base64.getEncoder()
                .encodeToString(other.sign(content.getBytes(StandardCharsets.UTF_8)))
            + "\n";
    assertThat(refusal(resigned, KEY)).contains("not signed by key " + KEY.id());
  }

  @Test
  void a_second_signature_does_not_hide_lines_from_the_first() {
    String file = text(LicenseFile.issue(LICENSE, SIGNER));
    String signature = file.substring(file.indexOf("signature: "));

    assertThat(refusal(file + "plan: Business\n" + signature, KEY)).contains("was changed");
    assertThat(refusal(file + "plan: Business\n", KEY)).contains("not complete");
  }

  @Test
  void a_signed_file_of_a_later_version_is_told() {
    String content = "Drover licence 1\nkey: " + KEY.id() + "\nplan: Galaxy\n";
    String file =
        content
            + "signature: "
            + Base64.getEncoder()
                .encodeToString(SIGNER.sign(content.getBytes(StandardCharsets.UTF_8)));

    assertThat(refusal(file, KEY)).contains("not for this version");
  }

  @Test
  void a_key_file_is_read_again_and_a_wrong_one_does_not_show_itself() {
    LicenseSigner read = LicenseSigner.parse(SIGNER.text());

    assertThat(read.publicKey().id()).isEqualTo(KEY.id());
    assertThatThrownBy(() -> LicenseSigner.parse("no key"))
        .hasMessageContaining("drover license keygen");
    LicenseSigner other = LicenseSigner.generate();
    String mixed = SIGNER.text().replace(SIGNER.publicKey().text(), other.publicKey().text());
    assertThatThrownBy(() -> LicenseSigner.parse(mixed)).hasMessageContaining("belong together");
    assertThatThrownBy(() -> LicensePublicKey.parse("AAAA")).hasMessageContaining("public key");
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  private static String refusal(String file, LicensePublicKey key) {
    return catchThrowableOfType(
            LicenseRefused.class,
            () -> LicenseFile.verified(file.getBytes(StandardCharsets.UTF_8), key))
        .reason();
  }
}
