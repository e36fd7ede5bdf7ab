package dev.drover.domain.material;

import dev.drover.domain.account.Account;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import java.util.Optional;

/**
 * Who posts: an account, or without one whoever uses the phone. Nobody posts the same file twice.
 *
 * @param key under which what they have posted is noted
 * @param display for messages
 */
public record MaterialUser(String key, Optional<Username> username, String display) {
  private static final String ACCOUNT = "account:";
  private static final String PHONE = "phone:";

  public static MaterialUser of(DeviceSerial serial, Optional<Account> account) {
    return account
        .map(
            known ->
                new MaterialUser(
                    ACCOUNT + known.id(), Optional.of(known.username()), known.username().handle()))
        .orElseGet(() -> new MaterialUser(PHONE + serial, Optional.empty(), "phone " + serial));
  }

  /**
   * What a key stands for.
   *
   * @param username of the key's account, if it still exists
   */
  public static String display(String key, Optional<String> username) {
    return username.orElse(key.startsWith(PHONE) ? key.substring(PHONE.length()) : key);
  }
}
