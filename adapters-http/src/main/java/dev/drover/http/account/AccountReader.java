package dev.drover.http.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.text.NearestName;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.http.account.AccountEdit.Binding;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ObjectReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what a JSON body says of an account. */
final class AccountReader {
  private static final Pattern COMMA = Pattern.compile(",");

  static final List<String> PLATFORMS =
      Arrays.stream(Platform.values()).map(Platform::wireName).toList();

  private static final List<String> KEYS =
      List.of(
          "username", "email", "platform", "packagename", "device", "logined", "status", "tags");

  private final ObjectReader reader;
  private final Function<String, DeviceSerial> phones;

  /**
   * @param phones finds a phone's serial by the name that a client gives it
   * @throws ApiError if the body is not an object
   */
  AccountReader(JsonNode body, Function<String, DeviceSerial> phones) {
    this.reader = ObjectReader.ofBody(body);
    this.phones = phones;
  }

  /**
   * @throws ApiError if something of it can't be used, naming all of it
   */
  AccountEdit newAccount() {
    if (!reader.has("username")) {
      reader.invalid("username", "must be the account's name");
    }
    return change();
  }

  /**
   * @throws ApiError if something of it can't be used, naming all of it
   */
  AccountEdit change() {
    AccountEdit edit =
        new AccountEdit(
            reader.parsed("username", Username::parse),
            reader.parsed("email", NewAccount::readEmail),
            reader.choice("platform", Platform::ofWireName, PLATFORMS),
            reader.parsed("packagename", PackageName::new),
            binding(),
            reader.integer("logined", 0, 1).map(value -> value == 1),
            reader.integer("status", 0, 1).map(value -> value == 0),
            tags(),
            Optional.empty());
    refuseMisspelt();
    reader.refuseIfInvalid();
    return edit;
  }

  /** A key that is almost a known one is an error: what it was to change would be missed. */
  private void refuseMisspelt() {
    for (String pointer : reader.unknownKeys(KEYS)) {
      String key = pointer.substring(1);
      NearestName.of(key, KEYS)
          .ifPresent(
              known ->
                  reader.invalid(
                      key, "is not a field of an account; did you mean \"" + known + "\"?"));
    }
  }

  /** What was not read, and why. */
  List<String> warnings() {
    return reader.unknownKeys(KEYS).stream()
        .map(
            key ->
                AccountCsv.isPassword(key.substring(1))
                    ? key + " was not kept: passwords are not needed"
                    : key + " is not known and was ignored")
        .toList();
  }

  private Optional<Binding> binding() {
    if (!reader.node().has("device")) {
      return Optional.empty();
    }
    Optional<String> given = reader.text("device").filter(text -> !text.isBlank());
    return Optional.of(
        new Binding(given.flatMap(text -> reader.attempt("device", text.strip(), phones))));
  }

  private Optional<List<String>> tags() {
    if (!reader.node().path("tags").isTextual()) {
      return withinLimit(reader.parsedTexts("tags", NewAccount::readTag));
    }
    List<String> tags = new ArrayList<>();
    for (String part : reader.parts("tags", COMMA)) {
      reader.attempt("tags", part, NewAccount::readTag).ifPresent(tags::add);
    }
    return withinLimit(Optional.of(tags));
  }

  private Optional<List<String>> withinLimit(Optional<List<String>> tags) {
    if (tags.isPresent() && tags.get().size() > NewAccount.MOST_TAGS) {
      reader.invalid("tags", "must hold at most " + NewAccount.MOST_TAGS + " tags");
      return Optional.empty();
    }
    return tags;
  }
}
