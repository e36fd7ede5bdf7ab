package dev.drover.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenseCommandTest {
  private static final Pattern PUBLIC_KEY = Pattern.compile("public-key: (\\S+)");

  @TempDir private Path folder;

  /** What a command answered. */
  private record Result(int code, String text) {}

  @Test
  void a_key_signs_a_licence_that_inspect_finds_valid() throws Exception {
    String publicKey = keygen("signing.key");
    assertThat(issue("signing.key", "a.license", "--expires", "2999-12-31").code()).isZero();

    Result inspected = inspect("a.license", publicKey);
    assertThat(inspected.text())
        .contains("plan         Team", "Example Ltd", "3000-01-01T00:00:00Z", "machines     any")
        .contains("valid: Team, 50 phones at a time");
    assertThat(inspected.code()).isZero();
  }

  @Test
  void the_private_key_is_its_owners_alone_and_is_never_overwritten_nor_shown() throws Exception {
    Result made = run("keygen", "--out", path("signing.key"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("signing.key"))))
        .isEqualTo("rw-------");
    String key = Files.readString(folder.resolve("signing.key"));
    String secret = key.lines().toList().get(2);
    assertThat(made.text()).doesNotContain(secret);

    Result again = run("keygen", "--out", path("signing.key"));
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.text()).contains("exists and is left as it is");
    assertThat(Files.readString(folder.resolve("signing.key"))).isEqualTo(key);

    issue("signing.key", "a.license");
    assertThat(issue("signing.key", "a.license").text()).contains("exists and is left as it is");
  }

  @Test
  void a_private_key_that_others_can_read_is_not_used() throws Exception {
    keygen("signing.key");
    Files.setPosixFilePermissions(
        folder.resolve("signing.key"), PosixFilePermissions.fromString("rw-r-----"));

    Result refused = issue("signing.key", "a.license");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.text()).contains("chmod 600").contains("rw-r-----");
    assertThat(folder.resolve("a.license")).doesNotExist();
  }

  @Test
  void inspect_says_what_is_wrong() throws Exception {
    String publicKey = keygen("signing.key");
    String other = keygen("other.key");
    issue("signing.key", "a.license");
    issue("signing.key", "past.license", "--machine", "00000000000000ff");
    String text = Files.readString(folder.resolve("a.license"));
    Files.writeString(folder.resolve("changed.license"), text.replace("Team", "Business"));
    Files.writeString(folder.resolve("cut.license"), text.substring(0, text.length() / 2));

    assertThat(inspect("a.license", other)).isEqualTo(notValid("a.license", other, "another key"));
    assertThat(inspect("changed.license", publicKey).text()).contains("not valid", "was changed");
    assertThat(inspect("cut.license", publicKey).text()).contains("not valid", "not complete");
    assertThat(inspect("none.license", publicKey).text()).contains("not valid", "no such file");
    assertThat(inspect("past.license", publicKey).text()).contains("not valid", "another machine");
    assertThat(run("inspect", path("a.license"), "--home", folder.toString()).code()).isEqualTo(2);
    assertThat(issue("signing.key", "b.license", "--expires", "soon").text())
        .contains("--expires", "soon");
    assertThat(issue("signing.key", "b.license", "--expires", "2020-01-01").text())
        .contains("expire after it is issued");
  }

  @Test
  void a_signing_key_that_others_can_replace_is_not_used() throws Exception {
    keygen("signing.key");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    try {
      Result refused = issue("signing.key", "a.license");

      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.text()).contains("others can replace", "can be written by others");
      assertThat(folder.resolve("a.license")).doesNotExist();
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private Result notValid(String file, String key, String reason) {
    Result result = inspect(file, key);
    assertThat(result.text()).contains("not valid", reason);
    assertThat(result.code()).isEqualTo(1);
    return result;
  }

  private String keygen(String file) {
    Result made = run("keygen", "--out", path(file));
    assertThat(made.code()).as(made.text()).isZero();
    Matcher key = PUBLIC_KEY.matcher(made.text());
    assertThat(key.find()).isTrue();
    return key.group(1);
  }

  private Result issue(String key, String out, String... more) {
    String[] arguments = {
      "issue", "--key", path(key), "--plan", "Team", "--holder", "Example Ltd", "--out", path(out)
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return run(all);
  }

  private Result inspect(String file, String publicKey) {
    return run("inspect", path(file), "--public-key", publicKey, "--home", folder.toString());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static Result run(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    String[] all = new String[arguments.length + 1];
    all[0] = "license";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    int code = Main.commandLine().setOut(writer).setErr(writer).execute(all);
    writer.flush();
    return new Result(code, text.toString());
  }
}
