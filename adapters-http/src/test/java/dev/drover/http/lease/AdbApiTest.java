package dev.drover.http.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.access.AccessScope;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses ADB on a leased phone. */
class AdbApiTest {
  private static final String TYPING =
      "['shell', 'am', 'broadcast', '-a', 'ADB_INPUT_TEXT', '--es', 'msg', ";

  private static LeasedPhone on() throws Exception {
    return new LeasedPhone(ApiUnderTest.with().adbOn());
  }

  private static void focusField(LeasedPhone phones, String session) throws Exception {
    phones.call(session, "{'method': 'click', 'params': {'text': 'Notes'}}");
    phones.call(session, "{'method': 'click', 'params': {'className': 'android.widget.EditText'}}");
  }

  @Test
  void text_is_typed_even_while_adb_is_off() throws Exception {
    try (LeasedPhone phones = new LeasedPhone()) {
      String session = phones.open("P1");
      focusField(phones, session);

      Api.Answer typed = phones.adb(session, "{'args': " + TYPING + "'héllo; id $(id)']}");

      assertThat(typed.code()).isZero();
      assertThat(typed.data().asText()).contains("Broadcast completed");
      assertThat(phones.server().phones().received("P1").getLast())
          .isEqualTo(new PhoneCommand.TypeText("héllo; id $(id)"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "['shell', 'id']",
        "['shell', 'am broadcast -a ADB_INPUT_TEXT --es msg x; id']",
        "['shell', 'am', 'broadcast', '-a', 'ADB_INPUT_TEXT', '--es', 'msg', 'x', '; id']",
        "['shell', 'am', 'broadcast', '-a', 'ADB_INPUT_TEXT', '--es', 'msg']",
        "['shell', 'am', 'broadcast', '-a', 'ADB_INPUT_TEXT; id', '--es', 'msg', 'x']",
        "['shell', 'am', 'broadcast', '-a', 'ADB_INPUT_TEXT', '--es', 'msg;id', 'x']",
        "['shell', 'AM', 'broadcast', '-a', 'ADB_INPUT_TEXT', '--es', 'msg', 'x']",
        "['shell', '', 'am', 'broadcast', '-a', 'ADB_INPUT_TEXT', '--es', 'msg', 'x']",
        "['shell ', 'am', 'broadcast', '-a', 'ADB_INPUT_TEXT', '--es', 'msg', 'x']",
        "['push', '/etc/passwd', '/sdcard/']",
        "['install', 'a.apk']",
        "['root']",
        "['pull', '/sdcard/DCIM']"
      })
  void nothing_else_passes_while_adb_is_off(String args) throws Exception {
    try (LeasedPhone phones = new LeasedPhone()) {
      String session = phones.open("P1");
      Api.Answer answer = phones.adb(session, "{'args': " + args + "}");
      assertThat(answer.code()).isEqualTo(40304);
      assertThat(answer.message()).contains("rpc.adb: true");
      assertThat(phones.server().phones().received("P1")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'args': []}",
        "{'args': 'shell id'}",
        "{'args': {'0': 'shell'}}",
        "{'args': ['shell', 5]}",
        "{'args': [['shell', 'id']]}",
        "{'args': ['shell', {'cmd': 'id'}]}",
        "{'args': ['shell', null]}",
        "{'args': ['shell', 'id'], 'timeout_ms': 'long'}",
        "{'args': ['shell']}",
        "{'args': ['pull', '/sdcard/a', '.']}",
        "{'args': ['forward', 'tcp:1', 'tcp:2']}",
        "{'args': ['push', 'a.txt']}",
        "{'args': ['push', 'a.txt', 'relative']}",
        "{'args': ['install', 'a.txt']}",
        "{'args': ['install', '--bypass', 'a.apk']}"
      })
  void what_is_no_command_is_refused_even_while_adb_is_on(String body) throws Exception {
    try (LeasedPhone phones = on()) {
      String session = phones.open("P1");
      assertThat(phones.adb(session, body).code()).isEqualTo(40001);
      assertThat(phones.server().phones().received("P1")).isEmpty();
    }
  }

  @Test
  void a_program_of_the_shell_gets_its_arguments_one_by_one() throws Exception {
    try (LeasedPhone phones = on()) {
      String session = phones.open("P1");
      Api.Answer answer =
          phones.adb(
              session, "{'serial': 'P1', 'args': ['shell', 'echo', 'a; id'], 'timeout_ms': 1500}");
      assertThat(answer.data().asText()).isEqualTo("a; id\n");
      phones.adb(session, "{'args': ['shell', 'dumpsys battery | grep level']}");
      assertThat(phones.server().phones().received("P1"))
          .containsExactly(
              new PhoneCommand.Shell(List.of("echo", "a; id"), Duration.ofMillis(1500)),
              new PhoneCommand.Shell(
                  List.of("sh", "-c", "dumpsys battery | grep level"), Duration.ofSeconds(30)));
    }
  }

  @Test
  void files_come_from_the_allowed_folders_only(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("clip.bin"), "content");
    Path app = Files.writeString(folder.resolve("app.apk"), "content");
    Path link = Files.createSymbolicLink(folder.resolve("link.bin"), Path.of("/etc/passwd"));
    try (LeasedPhone phones = on()) {
      String session = phones.open("P1");
      assertThat(phones.adb(session, "{'args': ['push', '" + file + "', '/sdcard/']}").code())
          .isZero();
      assertThat(phones.adb(session, "{'args': ['install', '-r', '" + app + "']}").code()).isZero();
      assertThat(phones.server().phones().received("P1"))
          .containsExactly(
              new PhoneCommand.Push(file.toRealPath(), "/sdcard/", Duration.ofSeconds(30)),
              new PhoneCommand.Install(app.toRealPath(), Duration.ofSeconds(30)));
      for (String outside :
          List.of(
              "/etc/passwd", link.toString(), folder + "/../../../etc/passwd", folder + "/no")) {
        assertThat(phones.adb(session, "{'args': ['push', '" + outside + "', '/sdcard/']}").code())
            .as(outside)
            .isEqualTo(40001);
      }
      assertThat(phones.server().phones().received("P1")).hasSize(2);
    }
  }

  @Test
  void where_keys_are_demanded_adb_needs_the_scope_admin_and_typing_does_not() throws Exception {
    try (LeasedPhone phones = new LeasedPhone(ApiUnderTest.with().adbOn().keyDemanded())) {
      String write = phones.server().key("writer", AccessScope.WRITE);
      String admin = phones.server().key("admin", AccessScope.ADMIN);
      String read = phones.server().key("reader", AccessScope.READ);
      Api.Answer opened =
          phones.api().post("/rpc/session", "{\"serial\": \"P1\"}", Map.of("X-API-Key", write));
      String session = opened.data().path("session_id").asText();
      String shell = "{\"args\": [\"shell\", \"id\"]}";
      String typing = ("{'args': " + TYPING + "'x']}").replace('\'', '"');

      assertThat(adb(phones, write, session, shell)).isEqualTo(40101);
      assertThat(adb(phones, read, session, typing)).isEqualTo(40101);
      assertThat(adb(phones, "", session, typing)).isEqualTo(40101);
      assertThat(phones.server().phones().received("P1")).isEmpty();
      assertThat(adb(phones, admin, session, shell)).isZero();
      // The field has no focus: the command reached the phone.
      assertThat(adb(phones, write, session, typing)).isEqualTo(40901);
    }
  }

  private static int adb(LeasedPhone phones, String key, String session, String body)
      throws Exception {
    return phones
        .api()
        .post(
            "/rpc/adb",
            body,
            key.isEmpty()
                ? LeasedPhone.header(session)
                : Map.of("x-session-id", session, "X-API-Key", key))
        .code();
  }
}
