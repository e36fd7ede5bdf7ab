package dev.drover.bootstrap.vendorpages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.account.AccountAction;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.testing.OpenApiContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/compatibility.md} names the scripts and endpoints that there are. */
class CompatibilityPageTest {
  private static final Path PAGE = Path.of("../docs/compatibility.md");
  private static final Pattern SCRIPT = Pattern.compile("^\\| `(\\w+)` \\| (.+) \\|$");
  private static final Pattern ENDPOINT = Pattern.compile("^\\| `([A-Z]+ /\\S+)` \\|.*");

  private static Map<String, String> scripts() throws IOException {
    Map<String, String> scripts = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = SCRIPT.matcher(line);
      if (row.matches()) {
        scripts.put(row.group(1), row.group(2));
      }
    }
    return scripts;
  }

  @Test
  void the_scripts_of_the_vendors_pages_are_all_there() throws IOException {
    assertThat(scripts()).containsOnlyKeys(OverviewPage.SCRIPT_NAMES);
  }

  @Test
  void a_script_runs_if_and_only_if_it_is_declared() throws IOException {
    List<String> declared = ScriptTypes.builtIn().names();
    scripts()
        .forEach(
            (name, state) ->
                assertThat(state.equals("runs"))
                    .as("%s: %s", name, state)
                    .isEqualTo(declared.contains(name)));
  }

  @Test
  void every_endpoint_is_one_of_the_api() throws IOException {
    List<String> named = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ENDPOINT.matcher(line);
      if (row.matches()) {
        named.add(row.group(1));
      }
    }

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(OpenApiContract.served().operations()).containsAll(named);
  }

  @Test
  void the_daily_budgets_are_the_usual_ones() throws IOException {
    String page = Files.readString(PAGE);
    Map<AccountAction, String> words =
        Map.of(
            AccountAction.FOLLOW, "follows",
            AccountAction.UNFOLLOW, "unfollows",
            AccountAction.COMMENT, "comments",
            AccountAction.LIKE, "likes",
            AccountAction.POST, "posts");

    assertThat(words).containsOnlyKeys(AccountAction.values());
    words.forEach(
        (action, word) ->
            assertThat(page).containsPattern("\\b" + action.usualLimit() + " " + word));
  }
}
