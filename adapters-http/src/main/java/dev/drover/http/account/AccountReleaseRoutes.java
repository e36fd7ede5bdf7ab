package dev.drover.http.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.account.ReleaseAccounts;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.Username;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Releases accounts by their names. */
public final class AccountReleaseRoutes {
  private static final String USERNAMES = "usernames";

  /** More names than this are better released by several requests. */
  private static final int MOST = 1_000;

  private final ReleaseAccounts releaseAccounts;
  private final DeviceDirectory devices;

  public AccountReleaseRoutes(ReleaseAccounts releaseAccounts, DeviceDirectory devices) {
    this.releaseAccounts = releaseAccounts;
    this.devices = devices;
  }

  public void register(Routes routes) {
    routes.at("/accounts/release").post(this::release);
  }

  private JsonNode release(ServerRequest request) {
    Set<Username> usernames = usernames(ObjectReader.ofBody(RequestBody.json(request)));
    ReleaseAccounts.Released released = releaseAccounts.release(usernames);
    ObjectNode data = Json.MAPPER.createObjectNode().put("released_count", released.count());
    ArrayNode array = data.putArray("accounts");
    for (Account account : released.accounts()) {
      array.add(
          AccountRoutes.view(
              account, account.device().flatMap(devices::find).map(KnownDevice::device)));
    }
    return data;
  }

  private static Set<Username> usernames(ObjectReader reader) {
    for (String key : reader.unknownKeys(Set.of(USERNAMES))) {
      reader.invalid(key.substring(1), "is not a field of this request; there is usernames");
    }
    Set<Username> usernames =
        new LinkedHashSet<>(reader.parsedTexts(USERNAMES, Username::parse).orElse(List.of()));
    if (usernames.isEmpty() && !reader.isInvalid()) {
      reader.invalid(USERNAMES, "must name at least one account");
    }
    if (usernames.size() > MOST) {
      reader.invalid(USERNAMES, "must name at most " + MOST + " accounts");
    }
    reader.refuseIfInvalid();
    return usernames;
  }
}
