package dev.drover.domain.script.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.account.Username;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.Values;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile may be given, and which line a task takes. */
class ProfileTypeTest {
  private static final ProfileType TYPE = new ProfileType();

  private static ProfileScript script(Map<String, ?> given) {
    return (ProfileScript) TYPE.one(given).script();
  }

  @Test
  void at_least_one_field_is_given() {
    assertThatThrownBy(() -> script(Map.of("profile_order", "random", "nicknames", "")))
        .hasMessageContaining(
            "nicknames or usernames, bios, link_url or avatars_path must be given");
  }

  @Test
  void each_field_is_read_as_people_write_it() {
    ProfileScript script =
        script(
            Map.of(
                "nicknames", " Ann \n",
                "usernames", "@ann.bakes",
                "bios", "Bread\\nand \\\\n boats",
                "link_url", " https://example.com/a ",
                "avatars_path", "faces"));

    assertThat(script.nickname()).contains("Ann");
    assertThat(script.username()).contains(new Username("ann.bakes"));
    assertThat(script.bio()).contains("Bread\nand \\\n boats");
    assertThat(script.link()).contains(new ProfileLink("https://example.com/a"));
    assertThat(script.avatar()).contains(new FilesNeeded.Avatar("faces", OptionalInt.empty()));
  }

  @Test
  void a_stored_choice_is_read_again_as_it_was() {
    Problems problems = new Problems();
    Values all =
        TYPE.read(
            Map.of("nicknames", "a\nb\nc", "bios", "x\\ny\nz"), AllowedEndpoints.ANY, problems);
    Values decided = TYPE.decided(all, 4, new Random(3));

    ProfileScript made = (ProfileScript) TYPE.script(decided, 4);
    assertThat(TYPE.ofStored(decided.canonical(), 4)).isEqualTo(made);
    assertThat(problems.errors()).isEmpty();
    assertThat((java.util.List<?>) decided.canonical().get("nicknames")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no address", "localhost", "ftp://example.com", "javascript://a.b"})
  void a_link_is_an_address(String link) {
    assertThatThrownBy(() -> script(Map.of("link_url", link))).hasMessageContaining("link_url");
  }

  @ParameterizedTest
  @CsvSource({
    "https://Example.com/Shop/, example.com/Shop, true",
    "example.com, http://www.example.com/, true",
    "https://example.com/shop, example.com/other, false",
    "https://example.com/shop, example.com/Shop, false",
  })
  void apps_show_a_link_without_some_of_its_parts(String link, String shown, boolean same) {
    assertThat(new ProfileLink(link).isShownAs(shown)).isEqualTo(same);
  }

  @Test
  void a_bio_has_words() {
    assertThatThrownBy(() -> script(Map.of("bios", "\\n\\n"))).hasMessageContaining("bios");
  }
}
