package dev.drover.domain.material;

import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import java.util.Optional;

/**
 * Who posts: an account, or without one whoever uses the phone. Nobody posts the same file twice.
 *
 * @param key under which what they have posted is noted
 * @param display for messages
 * @param phone on which they post; empty where that is not known, and for an account of a platform
 *     that no task without an account posts to
 */
public record MaterialUser(
    String key, Optional<Username> username, String display, Optional<DeviceSerial> phone) {
  private static final String ACCOUNT = "account:";
  private static final String PHONE = "phone:";

  public static MaterialUser of(DeviceSerial serial, Optional<Account> account) {
    return account
        .map(
            known ->
                new MaterialUser(
                    key(known.id()),
                    Optional.of(known.username()),
                    known.username().handle(),
                    Optional.of(serial).filter(_ -> known.platform() == Platform.WITHOUT_ACCOUNT)))
        .orElseGet(
            () ->
                new MaterialUser(
                    key(serial), Optional.empty(), "phone " + serial, Optional.of(serial)));
  }

  /** An account, wherever it is logged in. */
  public static MaterialUser of(AccountId id, Username username) {
    return new MaterialUser(key(id), Optional.of(username), username.handle(), Optional.empty());
  }

  /** Whoever uses the phone. */
  public static MaterialUser of(DeviceSerial serial) {
    return new MaterialUser(key(serial), Optional.empty(), "phone " + serial, Optional.of(serial));
  }

  /** The key of an account. */
  public static String key(AccountId id) {
    return ACCOUNT + id;
  }

  /** The key of whoever uses the phone while no account is known. */
  public static String key(DeviceSerial serial) {
    return PHONE + serial;
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
