package dev.drover.persistence.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.TaskScript;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.script.Values;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.script.program.Effects;
import dev.drover.domain.script.program.ProgramScript;
import dev.drover.domain.script.program.ProgramType;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.script.StoredScripts.Columns;
import dev.drover.persistence.testing.QueueFixture;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoredScriptsTest {
  private static final ScriptTypes TYPES = ScriptTypes.builtIn();
  private static final StoredScripts STORED = new StoredScripts(TYPES, QueueFixture.CIPHER);

  private static final Map<String, Object> GENERATED =
      Map.of(
          "comment",
          "one\nzwei",
          "comment_probable",
          50,
          "generate_by_chatgpt",
          true,
          "chatgpt_settings",
          Map.of(
              "api_key",
              "sk-canary",
              "model",
              "m",
              "temperature",
              new BigDecimal("1.5"),
              "base_url",
              "https://writer.example/v1/"));

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(
            "follow", Map.of("target_users", List.of("@ann", "Bob"), "access_method", "search")),
        Arguments.of("unfollow", Map.of("target_username", "ann, bob")),
        Arguments.of(
            "comment",
            Map.of(
                "target_post_url",
                "tiktok.com/@a/video/1",
                "comment_content",
                "a\n\u0000b\tc\n三",
                "comment_order",
                "sequential",
                "insert_emoji",
                true,
                "comment_image_path",
                "/a b.png")),
        Arguments.of("post", Map.of()),
        Arguments.of(
            "post",
            Map.of(
                "content_type",
                1,
                "image_count",
                3,
                "captions",
                "T##{a|b}",
                "material_list",
                List.of("b.jpg", "a.jpg", "b.jpg"),
                "add_sound",
                "custom",
                "custom_sound_keyword",
                "rain",
                "origin_sound_volume",
                50,
                "add_product_link",
                1)),
        Arguments.of(
            "post",
            Map.of(
                "post_way",
                "useSound",
                "sound_name",
                "https://www.tiktok.com/music/x-1",
                "material_source",
                "localFolder",
                "material_path",
                "/videos",
                "upload_wait_time",
                31)),
        Arguments.of("account_warmup", Map.of("topic", "cats\ndogs", "min_duration", 40)),
        Arguments.of("account_warmup", GENERATED));
  }

  private static TaskScript script(String name, Map<String, Object> request) {
    return TYPES.find(name).orElseThrow().one(request);
  }

  private static Script read(StoredScripts stored, String name, Columns columns) {
    return stored.read(name, Optional.of(columns.values()), "{}");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void a_script_is_read_as_it_was_written(String name, Map<String, Object> request) {
    ScriptType type = TYPES.find(name).orElseThrow();
    TaskScript script = TaskScript.of(type, type.one(request).values(), 17);
    if (!script.values().toString().contains("\0")) {
      assertThat(read(STORED, name, STORED.write(script))).isEqualTo(script.script());
    } else {
      // PostgreSQL stores no NUL; the rest of the text stays.
      assertThat(read(STORED, name, STORED.write(script)))
          .isInstanceOfSatisfying(
              CommentScript.class,
              read -> assertThat(read.comments().comments()).hasSize(3).contains("三"));
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void a_server_of_the_version_before_reads_the_same(String name, Map<String, Object> request) {
    TaskScript script = script(name, request);

    Script read = STORED.read(name, Optional.empty(), STORED.write(script).oldForm());

    if (script.values().toString().contains("\0")) {
      assertThat(read).isInstanceOf(CommentScript.class);
    } else {
      assertThat(read).isEqualTo(script.script());
    }
  }

  @Test
  void a_secret_does_not_stand_in_the_stored_form() {
    Columns stored = STORED.write(script("account_warmup", GENERATED));

    assertThat(stored.values()).contains("api_key").doesNotContain("canary");
    assertThat(stored.oldForm()).doesNotContain("canary");
    assertThat(STORED.write(script("account_warmup", GENERATED)).values())
        .isNotEqualTo(stored.values());
  }

  @Test
  void with_another_key_a_script_goes_on_without_its_secret() {
    Columns stored = STORED.write(script("account_warmup", GENERATED));
    SecretCipher another = SecretCipher.ofKey(Base64.getEncoder().encodeToString(new byte[32]));

    assertThat(read(new StoredScripts(TYPES, another), "account_warmup", stored))
        .isInstanceOfSatisfying(
            AccountWarmupScript.class,
            read -> {
              assertThat(read.generation()).isEmpty();
              assertThat(read.comments()).isPresent();
            });
  }

  @Test
  void a_secret_that_was_moved_to_another_endpoint_is_not_decrypted() {
    String moved =
        STORED
            .write(script("account_warmup", GENERATED))
            .values()
            .replace("https://writer.example/v1", "https://collector.example/v1");

    assertThat(moved).contains("collector");
    assertThat(STORED.read("account_warmup", Optional.of(moved), "{}"))
        .isInstanceOfSatisfying(
            AccountWarmupScript.class, read -> assertThat(read.generation()).isEmpty());
  }

  private static ProgramType program(String name, String command) {
    return new ProgramType(
        name,
        "",
        List.of(command),
        Path.of("/scripts"),
        Optional.empty(),
        ProgramType.DEFAULT_TIMEOUT,
        Effects.SOME,
        false,
        List.of(
            Parameter.text("user"),
            Parameter.secret("password", Parameter.text("script").otherwise(name))));
  }

  private static StoredScripts stored(ProgramType... programs) {
    return new StoredScripts(TYPES.with(List.of(programs)), QueueFixture.CIPHER);
  }

  @Test
  void a_program_is_stored_without_its_command_and_read_with_that_of_today() {
    ProgramType then = program("mine", "old-command");
    ProgramType today = program("mine", "new-command");

    Columns columns =
        stored(then).write(then.one(Map.of("user", "ann", "password", "s3cret-word")));

    assertThat(columns.values() + columns.oldForm())
        .contains("ann")
        .doesNotContain("old-command", "s3cret-word");
    assertThat(read(stored(today), "mine", columns))
        .isInstanceOfSatisfying(
            ProgramScript.class,
            script -> {
              assertThat(script.type()).isEqualTo(today);
              assertThat(script.config())
                  .isEqualTo(Map.of("user", "ann", "password", "s3cret-word"));
            });
  }

  @Test
  void a_secret_of_one_program_is_none_of_another() {
    ProgramType mine = program("mine", "x");
    Columns columns = stored(mine).write(mine.one(Map.of("password", "s3cret-word")));

    assertThat(read(stored(program("other", "x")), "other", columns))
        .isInstanceOfSatisfying(
            ProgramScript.class, script -> assertThat(script.config()).isEmpty());
  }

  @Test
  void a_script_that_this_server_does_not_know_is_unreadable_and_says_so() {
    assertThat(STORED.read("mind_reading", Optional.of("{}"), "{}"))
        .isInstanceOfSatisfying(
            UnreadableScript.class,
            script ->
                assertThat(script.reason())
                    .contains("\"mind_reading\" is not known")
                    .contains("upgrade this server"));
  }

  @Test
  void a_value_that_this_server_does_not_know_makes_its_script_unreadable_by_name() {
    String newer =
        STORED
            .write(script("follow", Map.of("target_user", "ann", "access_method", "search")))
            .values()
            .replace("search", "telepathy");

    assertThat(STORED.read("follow", Optional.of(newer), "{}"))
        .isInstanceOfSatisfying(
            UnreadableScript.class,
            script -> assertThat(script.reason()).contains("access_method must be one of"));
  }

  /** A script type as a plug-in might declare it. */
  private static final class WaveType implements ScriptType {
    private static final Parameter<String> TO = Parameter.text("to").required("a name");

    private record Wave(String to) implements Script {
      @Override
      public String wireName() {
        return "wave";
      }

      @Override
      public Optional<String> target() {
        return Optional.of(to);
      }
    }

    @Override
    public String name() {
      return "wave";
    }

    @Override
    public String summary() {
      return "Waves at somebody.";
    }

    @Override
    public List<Parameter<?>> parameters() {
      return List.of(TO);
    }

    @Override
    public Script script(Values values, int number) {
      return new Wave(values.get(TO));
    }
  }

  @Test
  void a_script_that_no_version_before_knew_is_stored_by_its_declaration_alone() {
    WaveType wave = new WaveType();
    StoredScripts stored = new StoredScripts(new ScriptTypes(List.of(wave)), QueueFixture.CIPHER);
    TaskScript script = wave.one(Map.of("to", "ann"));

    Columns columns = stored.write(script);

    assertThat(columns.oldForm()).isEqualTo("{\"target\":\"ann\"}");
    assertThat(read(stored, "wave", columns)).isEqualTo(script.script());
  }
}
