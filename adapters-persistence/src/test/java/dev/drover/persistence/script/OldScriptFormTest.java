package dev.drover.persistence.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.comment.CommentGeneration;
import dev.drover.domain.script.comment.CommentOrder;
import dev.drover.domain.script.comment.CommentPicker;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.follow.UnfollowScript;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.testing.QueueFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OldScriptFormTest {
  private static final OldScriptForm STORED = new OldScriptForm(QueueFixture.CIPHER);
  private static final CommentPicker COMMENTS =
      new CommentPicker(List.of("one", "zwei\t\"2\"", "三"), CommentOrder.SEQUENTIAL, true);
  private static final CommentGeneration GENERATION =
      new CommentGeneration(
          new Secret("sk-canary"), "m", "p", 7, 1.5, CommentGeneration.DEFAULT_BASE_URL, true);

  private static Script read(String wireName, String stored) {
    return read(STORED, wireName, stored);
  }

  private static Script read(OldScriptForm form, String wireName, String stored) {
    try {
      return form.read(wireName, StorableNodes.MAPPER.readTree(stored));
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  static Stream<Script> scripts() {
    return Stream.of(
        new FollowScript(new Username("ann"), AccessMethod.SEARCH),
        new UnfollowScript(new Username("Bob"), AccessMethod.DIRECT),
        new CommentScript(
            PostUrl.parse("tiktok.com/@a/video/1"), COMMENTS, 17, Optional.of("/a b.png")),
        new CommentScript(PostUrl.parse("instagram.com/p/x"), COMMENTS, 0, Optional.empty()),
        post(
            new PostContent.Video(),
            new PostWay.Share(),
            new MaterialSource.Library(List.of()),
            new AddedSound.Untouched()),
        post(
            new PostContent.Images(3),
            new PostWay.AddButton(),
            new MaterialSource.Library(List.of("a", "b")),
            new AddedSound.Off()),
        post(
            new PostContent.Images(1),
            new PostWay.UseSound("https://www.tiktok.com/music/x-1"),
            new MaterialSource.LocalFolder("/videos"),
            new AddedSound.Recommended()),
        post(
            new PostContent.Video(),
            new PostWay.Share(),
            new MaterialSource.Listed(List.of("b.mp4", "a.mp4")),
            new AddedSound.Searched("rain")),
        videoWith(Optional.empty(), Optional.of(50)),
        videoWith(Optional.of(50), Optional.empty()),
        warmup(Optional.empty(), Optional.empty()),
        warmup(Optional.of(COMMENTS), Optional.of(GENERATION)));
  }

  private static PostScript post(
      PostContent content, PostWay way, MaterialSource materials, AddedSound sound) {
    return post(content, way, materials, sound, Optional.of(0), Optional.of(100));
  }

  private static PostScript post(
      PostContent content,
      PostWay way,
      MaterialSource materials,
      AddedSound sound,
      Optional<Integer> originalVolume,
      Optional<Integer> addedVolume) {
    return new PostScript(
        content,
        "T##{a|b}",
        way,
        materials,
        Duration.ofSeconds(31),
        sound,
        Duration.ofSeconds(11),
        originalVolume,
        addedVolume,
        true,
        Placement.STORY);
  }

  private static PostScript videoWith(Optional<Integer> original, Optional<Integer> added) {
    return post(
        new PostContent.Video(),
        new PostWay.Share(),
        new MaterialSource.Library(List.of()),
        new AddedSound.Untouched(),
        original,
        added);
  }

  private static AccountWarmupScript warmup(
      Optional<CommentPicker> comments, Optional<CommentGeneration> generation) {
    return new AccountWarmupScript(
        Duration.ofMinutes(10),
        List.of("cats", "dogs"),
        Duration.ofSeconds(5),
        Duration.ofSeconds(6),
        new Chances(1, 2, 3, 100),
        comments,
        generation);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void a_script_is_read_as_it_was_written(Script script) {
    assertThat(read(script.wireName(), STORED.write(script))).isEqualTo(script);
  }

  @Test
  void a_version_before_did_not_tell_the_usual_volume_from_none() {
    String stored = STORED.write(videoWith(Optional.of(20), Optional.empty()));
    String before = stored.replaceAll(",\"(original|added)_volume_asked\":(true|false)", "");

    assertThat(before).isNotEqualTo(stored).contains("\"added_volume\":50");
    assertThat(read("post", before)).isEqualTo(videoWith(Optional.of(20), Optional.empty()));
  }

  @Test
  void an_api_key_does_not_stand_in_the_stored_form() {
    String stored = STORED.write(warmup(Optional.empty(), Optional.of(GENERATION)));

    assertThat(stored).doesNotContain("canary");
    assertThat(stored)
        .isNotEqualTo(STORED.write(warmup(Optional.empty(), Optional.of(GENERATION))));
  }

  @Test
  void with_another_key_the_script_goes_on_without_generated_comments() {
    Script script = warmup(Optional.of(COMMENTS), Optional.of(GENERATION));
    SecretCipher another = SecretCipher.ofKey(Base64.getEncoder().encodeToString(new byte[32]));

    Script read = read(new OldScriptForm(another), script.wireName(), STORED.write(script));

    assertThat(read).isEqualTo(warmup(Optional.of(COMMENTS), Optional.empty()));
  }

  @Test
  void a_key_file_is_made_once_and_read_by_its_owner_only(@TempDir Path home) throws Exception {
    Path file = home.resolve("secret.key");
    String encrypted = SecretCipher.ofFile(file).encrypt(new Secret("x"), "p");

    assertThat(SecretCipher.ofFile(file).decrypt(encrypted, "p")).contains(new Secret("x"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretCipher.ofKey("c2hvcnQ="))
        .withMessageContaining("32 bytes");
  }

  @Test
  void a_key_file_that_others_can_read_is_closed_to_them(@TempDir Path home) throws Exception {
    Path file = home.resolve("secret.key");
    String encrypted = SecretCipher.ofFile(file).encrypt(new Secret("x"), "p");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(SecretCipher.ofFile(file).decrypt(encrypted, "p")).contains(new Secret("x"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void an_older_key_still_decrypts(@TempDir Path home) throws Exception {
    Path file = home.resolve("secret.key");
    String before = SecretCipher.ofFile(file).encrypt(new Secret("x"), "p");
    String older = Files.readString(file);
    String newer = Base64.getEncoder().encodeToString(new byte[32]);
    Files.writeString(file, newer + "\n" + older);
    SecretCipher both = SecretCipher.ofFile(file);

    assertThat(both.decrypt(before, "p")).contains(new Secret("x"));
    assertThat(SecretCipher.ofKey(newer).decrypt(both.encrypt(new Secret("y"), "p"), "p"))
        .contains(new Secret("y"));
    assertThat(SecretCipher.ofKey(newer + "," + older.strip()).decrypt(before, "p"))
        .contains(new Secret("x"));
  }

  @Test
  void a_key_that_was_moved_to_another_endpoint_is_not_decrypted() {
    Script script = warmup(Optional.of(COMMENTS), Optional.of(GENERATION));
    String moved =
        STORED
            .write(script)
            .replace(GENERATION.baseUrl().toString(), "https://collector.example/v1");

    assertThat(moved).contains("collector");
    assertThat(read(script.wireName(), moved))
        .isEqualTo(warmup(Optional.of(COMMENTS), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AAAA", "no base64 at all", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void what_was_never_encrypted_is_no_secret(String stored) {
    SecretCipher cipher = SecretCipher.ofKey(Base64.getEncoder().encodeToString(new byte[32]));

    assertThat(cipher.decrypt(stored, "p")).isEmpty();
  }
}
