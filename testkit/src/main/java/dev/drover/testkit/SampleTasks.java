package dev.drover.testkit;

import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.follow.FollowType;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tasks, accounts and servers for tests of the queue. */
public final class SampleTasks {
  public static final NodeId NODE = new NodeId("node-1");
  public static final NodeId OTHER_NODE = new NodeId("node-2");
  public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private SampleTasks() {}

  public static DeviceSerial phone(int number) {
    return new DeviceSerial("PHONE" + number);
  }

  /** Returns a task for a phone that is due at {@link #NOW}. */
  public static NewTask follow(DeviceSerial serial, String target) {
    return follow(serial, target, NOW);
  }

  public static NewTask follow(DeviceSerial serial, String target, Instant scheduledAt) {
    return new NewTask(
        TaskTarget.phone(serial),
        new FollowType().one(Map.of("target_users", List.of(target))),
        "{\"target_users\":[\"@" + target + "\"]}",
        TaskSource.API,
        Optional.empty(),
        scheduledAt,
        NOW);
  }

  /** Returns an assignment to follow a user, without an account and files. */
  public static Assignment assignment(DeviceSerial serial, String target) {
    return new Assignment(
        serial, Optional.empty(), follow(serial, target).script().script(), Optional.empty());
  }

  /** Returns a task for an account, which runs on the phone that the account is bound to. */
  public static NewTask followBy(Account account, String target) {
    NewTask plain = follow(phone(1), target);
    return new NewTask(
        new TaskTarget(
            account.device(), Optional.of(new AccountTarget(account.id(), account.username()))),
        plain.script(),
        plain.configAsGiven(),
        plain.source(),
        plain.startTime(),
        plain.scheduledAt(),
        plain.createdAt());
  }

  /** Returns an enabled account on TikTok. */
  public static NewAccount account(String username, Optional<DeviceSerial> device) {
    return new NewAccount(
        new Username(username),
        "",
        Platform.TIKTOK,
        new PackageName("com.zhiliaoapp.musically"),
        device,
        true,
        true,
        List.of());
  }

  /** Returns the account bound to another phone, or to none. */
  public static NewAccount boundTo(NewAccount account, Optional<DeviceSerial> device) {
    return new NewAccount(
        account.username(),
        account.email(),
        account.platform(),
        account.packageName(),
        device,
        account.loggedIn(),
        account.enabled(),
        account.tags());
  }

  /** Returns the account enabled or disabled. */
  public static NewAccount enabled(NewAccount account, boolean enabled) {
    return new NewAccount(
        account.username(),
        account.email(),
        account.platform(),
        account.packageName(),
        account.device(),
        account.loggedIn(),
        enabled,
        account.tags());
  }
}
