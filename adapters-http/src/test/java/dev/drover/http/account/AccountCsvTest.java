package dev.drover.http.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class AccountCsvTest {
  private static final String HOSTILE =
      "=+-@'\"\\ \t\r\n,;|{}()!#$%&*/<>?~`^:._\u00a0\u2028\uff1d\uff20\u0130\ud83d\ude00";

  @Provide
  Arbitrary<List<Account>> accounts() {
    Arbitrary<String> hostile =
        Arbitraries.strings().withChars(HOSTILE).withCharRange('a', 'f').ofMaxLength(12);
    Arbitrary<String> usernames =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('0', '9')
            .withChars("AZ-_.\u00e4\u00df\u0130\u0416\u4e2d")
            .ofMinLength(1)
            .ofMaxLength(20);
    Arbitrary<String> emails =
        hostile
            .map(text -> text + "@example.com")
            .filter(text -> readable(text, NewAccount::readEmail))
            .injectDuplicates(0.1);
    Arbitrary<List<String>> tags =
        hostile
            .filter(text -> readable(text, NewAccount::readTag))
            .list()
            .ofMaxSize(4)
            .map(texts -> texts.stream().distinct().toList());
    Arbitrary<Optional<DeviceSerial>> devices =
        Arbitraries.strings()
            .withChars("-+@=._:[]%P1")
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(text -> readable(text, DeviceSerial::new))
            .map(DeviceSerial::new)
            .optional();
    return Combinators.combine(
            usernames,
            Arbitraries.oneOf(emails, Arbitraries.just("")),
            Arbitraries.of(Platform.class),
            Arbitraries.of("com.zhiliaoapp.musically", "com.instagram.android", "a.B_1"),
            devices,
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            tags)
        .as(
            (username, email, platform, app, device, loggedIn, enabled, labels) ->
                new Account(
                    new AccountId(1),
                    new Username(username),
                    NewAccount.readEmail(email),
                    platform,
                    new PackageName(app),
                    device,
                    loggedIn,
                    enabled,
                    labels.stream().map(NewAccount::readTag).distinct().toList(),
                    Optional.empty()))
        .list()
        .ofMaxSize(8)
        .uniqueElements(
            account -> account.username().canonical() + account.platform() + account.packageName());
  }

  private static boolean readable(String text, java.util.function.Function<String, ?> reader) {
    try {
      return !text.isBlank() && reader.apply(text) != null;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  @Property(tries = 500)
  void what_is_written_is_read_as_the_same_accounts(@ForAll("accounts") List<Account> accounts) {
    Assume.that(!accounts.isEmpty());
    AccountCsv.Table table =
        AccountCsv.read(AccountCsv.write(accounts, Map.of()), DeviceSerial::new);

    assertThat(table.warnings()).isEmpty();
    assertThat(table.accounts())
        .extracting(AccountEdit::added)
        .isEqualTo(accounts.stream().map(Account::fields).toList());
    assertThat(table.accounts())
        .extracting(edit -> edit.added().username().value())
        .as("names are spelt as they were")
        .isEqualTo(accounts.stream().map(account -> account.username().value()).toList());
  }

  @Property(tries = 500)
  void what_is_written_begins_no_formula(@ForAll("accounts") List<Account> accounts)
      throws IOException {
    try (CSVParser parser =
        CSVParser.parse(
            new StringReader(AccountCsv.write(accounts, Map.of())), CSVFormat.RFC4180)) {
      for (CSVRecord row : parser) {
        for (String cell : row) {
          assertThat(cell).doesNotMatch("(?s)[=+\\-@\\t\\r\\n\uff1d\uff20].*");
        }
      }
    }
  }

  @Property(tries = 500)
  void any_text_is_read_or_refused_with_reasons(@ForAll("texts") String text) {
    try {
      AccountCsv.Table table = AccountCsv.read(text, DeviceSerial::new);

      assertThat(table.accounts()).allSatisfy(edit -> assertThat(edit.added()).isNotNull());
    } catch (ApiError refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
      assertThat(refused.fields()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> cells =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("ab=\"',;|\r\n \u0000\ud800").ofMaxLength(6),
            Arbitraries.of("ann", "0", "1", "tiktok", "P1", "a@b", "\"", "\"\"\""));
    return cells
        .list()
        .ofMaxSize(20)
        .map(
            parts ->
                "username,email,platform,packagename,device,logined,status,tags\n"
                    + String.join(",", parts));
  }

  private static String refusal(String text) {
    ApiError refused =
        catchThrowableOfType(ApiError.class, () -> AccountCsv.read(text, DeviceSerial::new));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void a_table_whose_line_ends_were_lost_is_refused_with_the_reason() {
    String table =
        AccountCsv.write(List.of(), Map.of()) + "ann,,,,,,,,,,,,,\r\nbob,,,,,,,,,,,,,\r\n";

    assertThat(refusal(table.replace("\r\n", "")))
        .contains("line ends of the table were lost", "--data-binary");
  }

  @Test
  void a_table_without_accounts_is_refused() {
    assertThat(refusal("username,email\n")).contains("line 2", "is missing");
  }

  @Test
  void unknown_columns_are_told_once_by_their_names() {
    AccountCsv.Table table =
        AccountCsv.read("username,colour,devise,pasword\nann,red,P1,secret\n", DeviceSerial::new);

    assertThat(table.warnings())
        .satisfiesExactlyInAnyOrder(
            warning ->
                assertThat(warning)
                    .contains("\"colour\", \"devise\" (did you mean device?)", "username,email"),
            warning -> assertThat(warning).contains("passwords are not needed"));
    assertThat(refusal("user,email\nann,\n"))
        .contains("column username is missing", "rename the column \"user\"");
  }

  @Test
  void an_apostrophe_is_taken_off_only_where_it_guards_a_formula() {
    AccountCsv.Table table =
        AccountCsv.read("username,tags\nann,'=x|'abc\nbob,''=x\ncarl,'abc\n", DeviceSerial::new);

    assertThat(table.accounts())
        .extracting(edit -> edit.added().tags())
        .containsExactly(List.of("=x", "'abc"), List.of("'=x"), List.of("'abc"));
  }
}
