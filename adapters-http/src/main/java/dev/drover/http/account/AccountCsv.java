package dev.drover.http.account;

import dev.drover.application.text.NearestName;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.http.account.AccountEdit.Binding;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.FieldError;
import dev.drover.http.json.ObjectReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Accounts as a table: RFC 4180, the first line names the columns.
 *
 * <p>A cell that a spreadsheet program would take for a formula is written with an apostrophe
 * before it, and read without: such a program shows the text as it is, and a file that was written
 * here comes back unchanged.
 */
final class AccountCsv {
  static final int MOST_ROWS = 10_000;

  private static final int MOST_ERRORS = 100;
  private static final int MOST_COLUMNS_NAMED = 20;

  /** Other words for the column of the names. */
  private static final Set<String> LIKE_USERNAME =
      Set.of("user", "name", "account", "handle", "user name", "login");

  /** What spreadsheet programs begin a formula with, behind the apostrophes that guard it. */
  private static final Pattern FORMULA =
      Pattern.compile("'*[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);

  private static final Pattern TAG_SEPARATOR = Pattern.compile("[|;,]");

  private enum Column {
    USERNAME,
    EMAIL,
    PLATFORM,
    PACKAGENAME,
    DEVICE,
    LOGINED,
    STATUS,
    TAGS,
    TIME_ZONE,
    FOLLOW_LIMIT,
    UNFOLLOW_LIMIT,
    COMMENT_LIMIT,
    LIKE_LIMIT,
    POST_LIMIT;

    String header() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The column of the limit of an action in the account's own budget. */
    static Column ofLimit(AccountAction action) {
      return switch (action) {
        case FOLLOW -> FOLLOW_LIMIT;
        case UNFOLLOW -> UNFOLLOW_LIMIT;
        case COMMENT -> COMMENT_LIMIT;
        case LIKE -> LIKE_LIMIT;
        case POST -> POST_LIMIT;
      };
    }

    static Optional<Column> ofHeader(String header) {
      return Arrays.stream(values()).filter(column -> column.header().equals(header)).findFirst();
    }
  }

  private static final String HEADERS =
      Arrays.stream(Column.values()).map(Column::header).collect(Collectors.joining(","));

  private final Function<String, DeviceSerial> phones;
  private final Map<Column, Integer> places = new EnumMap<>(Column.class);
  private final List<AccountEdit> accounts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<FieldError> errors = new ArrayList<>();

  private AccountCsv(Function<String, DeviceSerial> phones) {
    this.phones = phones;
  }

  /**
   * What a table says.
   *
   * @param accounts each with a username, a platform and a package; no two with the same three
   */
  record Table(List<AccountEdit> accounts, List<String> warnings) {
    Table {
      accounts = List.copyOf(accounts);
      warnings = List.copyOf(warnings);
    }
  }

  /** Whether a field of this name is for a password, which is never kept. */
  static boolean isPassword(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("pas") || lower.equals("pwd");
  }

  /**
   * Writes a table.
   *
   * @param days of the accounts; only limits of their own are written, so that the defaults apply
   *     wherever the table is read
   */
  static String write(List<Account> accounts, Map<AccountId, ActionBudget.Day> days) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      printer.printRecord(Arrays.stream(Column.values()).map(Column::header));
      for (Account account : accounts) {
        ActionBudget budget =
            Optional.ofNullable(days.get(account.id()))
                .map(ActionBudget.Day::budget)
                .orElse(ActionBudget.USUAL);
        printer.printRecord(
            Arrays.stream(Column.values()).map(column -> guarded(cell(account, budget, column))));
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("a string takes all that is written to it", impossible);
    }
    return text.toString();
  }

  private static String cell(Account account, ActionBudget budget, Column column) {
    return switch (column) {
      case USERNAME -> account.username().value();
      case EMAIL -> account.email();
      case PLATFORM -> account.platform().wireName();
      case PACKAGENAME -> Optional.ofNullable(AccountRoutes.ownPackage(account)).orElse("");
      case DEVICE -> account.device().map(DeviceSerial::value).orElse("");
      case LOGINED -> account.loggedIn() ? "1" : "0";
      case STATUS -> account.enabled() ? "0" : "1";
      case TAGS -> String.join("|", account.tags());
      case TIME_ZONE -> budget.zone().map(ZoneId::getId).orElse("");
      case FOLLOW_LIMIT -> limit(budget, AccountAction.FOLLOW);
      case UNFOLLOW_LIMIT -> limit(budget, AccountAction.UNFOLLOW);
      case COMMENT_LIMIT -> limit(budget, AccountAction.COMMENT);
      case LIKE_LIMIT -> limit(budget, AccountAction.LIKE);
      case POST_LIMIT -> limit(budget, AccountAction.POST);
    };
  }

  private static String limit(ActionBudget budget, AccountAction action) {
    return Optional.ofNullable(budget.limits().get(action)).map(String::valueOf).orElse("");
  }

  private static String guarded(String cell) {
    return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
  }

  private static String unguarded(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }

  /**
   * Reads a table.
   *
   * @param phones finds a phone's serial by the name that the table gives it
   * @throws ApiError if any of it can't be used, naming the lines and columns
   */
  static Table read(String text, Function<String, DeviceSerial> phones) {
    AccountCsv csv = new AccountCsv(phones);
    csv.read(text);
    if (!csv.errors.isEmpty()) {
      throw ApiError.invalid(csv.errors);
    }
    return new Table(csv.accounts, csv.warnings);
  }

  private void read(String text) {
    CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter(text)).get();
    long line = 1;
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      Iterator<CSVRecord> records = parser.iterator();
      int columns = 0;
      int rows = 0;
      Map<String, Long> linesOfAccounts = new HashMap<>();
      while (errors.size() < MOST_ERRORS && records.hasNext()) {
        CSVRecord row = records.next();
        if (columns == 0) {
          columns = row.size();
          readHeader(row);
        } else if (!isBlank(row)) {
          rows++;
          if (rows > MOST_ROWS) {
            throw ApiError.invalid(
                "line " + line, "is account " + rows + "; split the file at " + MOST_ROWS);
          }
          readRow(row, line, columns, linesOfAccounts);
        }
        line = parser.getCurrentLineNumber() + 1;
      }
      refuseIfEmpty(rows, columns);
    } catch (UncheckedIOException malformed) {
      throw unreadable(line);
    } catch (IOException malformed) {
      throw unreadable(line);
    }
  }

  /** Text that a client sends without its line ends is one line with the cells of all. */
  private void refuseIfEmpty(int rows, int columns) {
    if (rows > 0) {
      return;
    }
    if (columns > Column.values().length) {
      throw ApiError.invalid(
          "line 1",
          "is the only line and has "
              + columns
              + " cells: the line ends of the table were lost. Send it as it is, with curl by"
              + " --data-binary instead of -d");
    }
    if (errors.isEmpty()) {
      throw ApiError.invalid(
          "line 2", "is missing; below the line that names the columns, add a line an account");
    }
  }

  private static ApiError unreadable(long line) {
    return ApiError.invalid(
        "line " + line,
        "can't be read as CSV: a quoted cell that begins here is not closed, or something follows"
            + " its closing quote; a quote within one is written twice");
  }

  /** That of the two which there are more of in the line that names the columns. */
  private static char delimiter(String text) {
    long commas = 0;
    long semicolons = 0;
    for (int i = 0; i < text.length() && text.charAt(i) != '\n'; i++) {
      commas += text.charAt(i) == ',' ? 1 : 0;
      semicolons += text.charAt(i) == ';' ? 1 : 0;
    }
    return semicolons > commas ? ';' : ',';
  }

  private static boolean isBlank(CSVRecord row) {
    return row.size() == 1 && row.get(0).isBlank();
  }

  private void readHeader(CSVRecord row) {
    List<String> unknown = new ArrayList<>();
    for (int place = 0; place < row.size(); place++) {
      String name = row.get(place).strip().toLowerCase(Locale.ROOT);
      Optional<Column> column = Column.ofHeader(name);
      if (column.isPresent()) {
        if (places.putIfAbsent(column.get(), place) != null) {
          errors.add(new FieldError("line 1, column " + name, "is there twice"));
        }
      } else if (isPassword(name)) {
        warnings.add("passwords are not needed and were not stored");
      } else {
        unknown.add(name);
      }
    }
    if (!places.containsKey(Column.USERNAME)) {
      errors.add(
          new FieldError(
              "line 1, column username",
              "is missing; the first line must name the columns, of "
                  + HEADERS
                  + unknown.stream()
                      .filter(name -> meant(name).equals(Optional.of(Column.USERNAME.header())))
                      .findFirst()
                      .map(name -> "; rename the column " + quoted(name))
                      .orElse("")));
    }
    if (!unknown.isEmpty()) {
      warnings.add(
          unknown.stream()
                  .limit(MOST_COLUMNS_NAMED)
                  .map(
                      name ->
                          quoted(name)
                              + meant(name)
                                  .map(known -> " (did you mean " + known + "?)")
                                  .orElse(""))
                  .collect(
                      Collectors.joining(", ", "ignored, since there are no such columns: ", ""))
              + (unknown.size() > MOST_COLUMNS_NAMED
                  ? " and " + (unknown.size() - MOST_COLUMNS_NAMED) + " more"
                  : "")
              + "; columns are "
              + HEADERS);
    }
  }

  private static String quoted(String name) {
    return "\"" + ObjectReader.shortened(name) + "\"";
  }

  /** The column that somebody probably meant by another name. */
  private static Optional<String> meant(String name) {
    return LIKE_USERNAME.contains(name)
        ? Optional.of(Column.USERNAME.header())
        : NearestName.of(name, Arrays.stream(Column.values()).map(Column::header).toList());
  }

  private void readRow(CSVRecord row, long line, int columns, Map<String, Long> linesOfAccounts) {
    if (!places.containsKey(Column.USERNAME)) {
      return;
    }
    if (row.size() != columns) {
      errors.add(
          new FieldError(
              "line " + line, "has " + row.size() + " cells, and the first line " + columns));
      return;
    }
    int errorsBefore = errors.size();
    AccountEdit edit = edit(row, line);
    if (errors.size() > errorsBefore) {
      return;
    }
    NewAccount account = edit.added();
    String key =
        account.platform() + " " + account.packageName() + " " + account.username().canonical();
    Optional<Long> first = Optional.ofNullable(linesOfAccounts.putIfAbsent(key, line));
    if (first.isPresent()) {
      errors.add(new FieldError("line " + line, "is the same account as line " + first.get()));
    } else {
      accounts.add(edit);
    }
  }

  private AccountEdit edit(CSVRecord row, long line) {
    Optional<String> username = filled(row, Column.USERNAME);
    if (username.isEmpty()) {
      errors.add(error(line, Column.USERNAME, "must be the account's name"));
    }
    Platform platform =
        filled(row, Column.PLATFORM)
            .flatMap(text -> parsed(line, Column.PLATFORM, text, AccountCsv::platform))
            .orElse(Platform.TIKTOK);
    return new AccountEdit(
        username.flatMap(text -> parsed(line, Column.USERNAME, text, Username::parse)),
        cell(row, Column.EMAIL)
            .flatMap(text -> parsed(line, Column.EMAIL, text, NewAccount::readEmail)),
        Optional.of(platform),
        Optional.of(
            filled(row, Column.PACKAGENAME)
                .flatMap(text -> parsed(line, Column.PACKAGENAME, text, PackageName::new))
                .orElseGet(() -> new PackageName(platform.defaultPackage()))),
        cell(row, Column.DEVICE)
            .map(
                text ->
                    new Binding(
                        text.isEmpty()
                            ? Optional.empty()
                            : parsed(line, Column.DEVICE, text, phones))),
        filled(row, Column.LOGINED)
            .flatMap(text -> parsed(line, Column.LOGINED, text, AccountCsv::isOne)),
        filled(row, Column.STATUS)
            .flatMap(text -> parsed(line, Column.STATUS, text, AccountCsv::isOne))
            .map(disabled -> !disabled),
        cell(row, Column.TAGS).flatMap(text -> parsed(line, Column.TAGS, text, AccountCsv::tags)),
        budget(row, line));
  }

  /** An empty cell restores the server's zone, or the default limit. */
  private Optional<UnaryOperator<ActionBudget>> budget(CSVRecord row, long line) {
    List<UnaryOperator<ActionBudget>> edits = new ArrayList<>();
    cell(row, Column.TIME_ZONE)
        .ifPresent(
            text -> {
              Optional<ZoneId> zone =
                  text.isEmpty()
                      ? Optional.empty()
                      : parsed(line, Column.TIME_ZONE, text, BudgetReader::zone);
              edits.add(budget -> budget.in(zone));
            });
    for (AccountAction action : AccountAction.values()) {
      Column column = Column.ofLimit(action);
      cell(row, column)
          .ifPresent(
              text -> {
                Optional<Integer> limit =
                    text.isEmpty()
                        ? Optional.empty()
                        : parsed(line, column, text, AccountCsv::limit);
                edits.add(budget -> budget.with(action, limit));
              });
    }
    return edits.stream().reduce((first, second) -> budget -> second.apply(first.apply(budget)));
  }

  private static int limit(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > ActionBudget.MOST) {
      throw new IllegalArgumentException("must be an integer from 0 to " + ActionBudget.MOST);
    }
    return Integer.parseInt(text);
  }

  private Optional<String> cell(CSVRecord row, Column column) {
    return Optional.ofNullable(places.get(column)).map(place -> unguarded(row.get(place)).strip());
  }

  private Optional<String> filled(CSVRecord row, Column column) {
    return cell(row, column).filter(text -> !text.isEmpty());
  }

  private <T> Optional<T> parsed(long line, Column column, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException refused) {
      errors.add(
          error(line, column, Optional.ofNullable(refused.getMessage()).orElse("can't be used")));
      return Optional.empty();
    }
  }

  private static FieldError error(long line, Column column, String message) {
    return new FieldError("line " + line + ", column " + column.header(), message);
  }

  private static Platform platform(String text) {
    return Platform.ofWireName(text.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of " + String.join(", ", AccountReader.PLATFORMS)));
  }

  private static boolean isOne(String text) {
    return switch (text) {
      case "1" -> true;
      case "0" -> false;
      default -> throw new IllegalArgumentException("must be 0 or 1");
    };
  }

  private static List<String> tags(String text) {
    List<String> tags =
        TAG_SEPARATOR
            .splitAsStream(text)
            .filter(tag -> !tag.isBlank())
            .map(NewAccount::readTag)
            .distinct()
            .toList();
    if (tags.size() > NewAccount.MOST_TAGS) {
      throw new IllegalArgumentException("must hold at most " + NewAccount.MOST_TAGS + " tags");
    }
    return tags;
  }
}
