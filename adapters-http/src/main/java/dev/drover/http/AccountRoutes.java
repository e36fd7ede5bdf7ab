package dev.drover.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.AccountDirectory;
import dev.drover.application.port.AccountDirectory.AccountFilter;
import dev.drover.application.port.AccountDirectory.AccountPage;
import dev.drover.application.port.DeviceDirectory;
import dev.drover.domain.device.Account;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.device.NewAccount;
import dev.drover.domain.device.PackageName;
import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operator's accounts. */
final class AccountRoutes {
  private static final List<String> PLATFORMS =
      Arrays.stream(Platform.values()).map(Platform::wireName).toList();

  private final AccountDirectory accounts;
  private final DeviceDirectory devices;

  AccountRoutes(AccountDirectory accounts, DeviceDirectory devices) {
    this.accounts = accounts;
    this.devices = devices;
  }

  void register(Routes routes) {
    routes.at("/accounts").get(this::list).post(this::add);
  }

  private JsonNode list(ServerRequest request) {
    QueryParameters query = new QueryParameters(request);
    AccountFilter filter =
        new AccountFilter(
            query.choice("platform", Platform::ofWireName, String.join(", ", PLATFORMS)),
            query.parsed("device", text -> serial(text)),
            query.number("logined", 0, 1).map(value -> value == 1),
            query.number("status", 0, 1).map(value -> value == 0),
            query.text("tag"));
    int page = query.page();
    int pageSize = query.pageSize();
    query.refuseIfInvalid();
    AccountPage found = accounts.list(filter, page, pageSize);
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode array = data.putArray("accounts");
    found.accounts().forEach(account -> array.add(view(account)));
    return data.put("total", found.total()).put("page", page).put("page_size", pageSize);
  }

  private JsonNode add(ServerRequest request) {
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    Optional<Username> username = reader.parsed("username", Username::parse);
    if (!reader.has("username")) {
      reader.invalid("username", "must be the account's name");
    }
    Platform platform =
        reader.choice("platform", Platform::ofWireName, PLATFORMS).orElse(Platform.TIKTOK);
    PackageName packageName =
        reader
            .parsed("packagename", PackageName::new)
            .orElseGet(() -> new PackageName(platform.defaultPackage()));
    Optional<DeviceSerial> device =
        reader.text("device").filter(text -> !text.isBlank()).isPresent()
            ? reader.parsed("device", this::serial)
            : Optional.empty();
    String email = reader.text("email").orElse("");
    boolean loggedIn = reader.integer("logined", 0, 1).orElse(1) == 1;
    boolean enabled = reader.integer("status", 0, 1).orElse(0) == 0;
    List<String> tags = reader.texts("tags").orElse(List.of());
    reader.refuseIfInvalid();
    NewAccount account =
        new NewAccount(
            username.orElseThrow(), email, platform, packageName, device, loggedIn, enabled, tags);
    return accounts
        .add(account)
        .map(this::view)
        .orElseThrow(
            () ->
                new ApiError(
                    ErrorCode.CONFLICT,
                    "there is already an account "
                        + account.username()
                        + " on "
                        + platform.wireName()
                        + " ("
                        + packageName
                        + ")"));
  }

  /** The phone's serial, where it was named by its address. */
  private DeviceSerial serial(String text) {
    return devices.resolve(text.strip()).orElseGet(() -> new DeviceSerial(text.strip()));
  }

  private ObjectNode view(Account account) {
    Optional<Device> device = account.device().flatMap(devices::find).map(known -> known.device());
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("id", account.id().value());
    view.put("username", account.username().value());
    view.put("email", account.email());
    view.put("platform", account.platform().wireName());
    view.put("packagename", account.packageName().value());
    view.put("device", account.device().map(DeviceSerial::value).orElse(null));
    view.put(
        "device_online",
        device.map(phone -> phone.state() == DeviceState.ONLINE).orElse(false).booleanValue());
    view.put("device_name", device.map(Device::model).orElse(null));
    view.put("logined", account.loggedIn() ? 1 : 0);
    view.put("logined_text", account.loggedIn() ? "logged_in" : "not_logged_in");
    view.put("status", account.enabled() ? 0 : 1);
    view.put("status_text", account.enabled() ? "enabled" : "disabled");
    ArrayNode tags = view.putArray("tags");
    account.tags().forEach(tags::add);
    return view;
  }
}
