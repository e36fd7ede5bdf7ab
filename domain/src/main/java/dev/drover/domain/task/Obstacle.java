package dev.drover.domain.task;

import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.trial.AppTrial;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What keeps a pending task waiting, beside its start time and its phone's other tasks. */
public sealed interface Obstacle {

  /** Says in plain words what the task waits for, and what to do about it. */
  String description();

  /** This server does not know the script; another server may. */
  record ScriptUnknown(String script) implements Obstacle {
    @Override
    public String description() {
      return "the script "
          + script
          + " is not known to this server; the task waits for one that knows it, and fails when"
          + " its turn comes and there is none";
    }
  }

  record AccountDisabled(AccountId account, Username username) implements Obstacle {
    @Override
    public String description() {
      return "account " + username + " is disabled; its tasks wait until it is enabled";
    }
  }

  /**
   * The app has shown a screen that needs a person.
   *
   * @param reason in plain words
   */
  record AccountHeld(AccountId account, Username username, Instant since, String reason)
      implements Obstacle {
    @Override
    public String description() {
      return "account "
          + username
          + " is held since "
          + since.truncatedTo(ChronoUnit.SECONDS)
          + " ("
          + reason
          + "); its tasks wait until it is released";
    }
  }

  record AccountWithoutPhone(AccountId account, Username username) implements Obstacle {
    @Override
    public String description() {
      return "account " + username + " is bound to no phone; its tasks wait until it is";
    }
  }

  /**
   * The account is gone, so the task never runs.
   *
   * @param name its username with an {@code @}, or its id if the task kept no name
   */
  record AccountDeleted(String name) implements Obstacle {
    @Override
    public String description() {
      return "account " + name + " was deleted; this task never runs, delete it";
    }
  }

  /** A newer version stored the account, for example on a platform that this one does not know. */
  record AccountUnreadable(String username) implements Obstacle {
    @Override
    public String description() {
      return "account "
          + username
          + " can't be read by this version of Drover; upgrade this server";
    }
  }

  /** A newer version stored a serial that no phone of this version can have. */
  record PhoneUnreadable() implements Obstacle {
    @Override
    public String description() {
      return "the serial of its phone can't be read by this version of Drover; upgrade this server, or"
          + " delete the task";
    }
  }

  record PhoneUnseen(DeviceSerial phone) implements Obstacle {
    @Override
    public String description() {
      return "phone " + phone + " has not been seen yet; connect it";
    }
  }

  /**
   * The phone runs nothing in this state.
   *
   * @param state not {@link DeviceState#ONLINE}
   * @param problem why, and what to do, in plain words
   * @param lastSeen when it was last connected
   */
  record PhoneAway(
      DeviceSerial phone, DeviceState state, Optional<String> problem, Optional<Instant> lastSeen)
      implements Obstacle {
    @Override
    public String description() {
      return "phone "
          + phone
          + " is "
          + words(state)
          + problem.map(known -> ": " + known).orElse("")
          + lastSeen.map(time -> "; last seen " + time.truncatedTo(ChronoUnit.SECONDS)).orElse("");
    }

    private static String words(DeviceState state) {
      return switch (state) {
        case ONLINE -> "online";
        case OFFLINE -> "not connected";
        case UNAUTHORIZED -> "not authorised";
        case CONFLICT -> "in conflict with another phone of the same serial";
      };
    }
  }

  /**
   * The phone was paused by a person, or after failures in a row.
   *
   * @param reason in plain words
   */
  record PhonePaused(DeviceSerial phone, Instant since, String reason) implements Obstacle {
    @Override
    public String description() {
      return "phone "
          + phone
          + " is paused since "
          + since.truncatedTo(ChronoUnit.SECONDS)
          + " until it is resumed: "
          + reason;
    }
  }

  /**
   * A program or a person drives the phone.
   *
   * @param until when its tasks go on, unless the lease is extended or ends earlier
   */
  record PhoneLeased(DeviceSerial phone, LeaseHolder holder, LeaseLabel label, Instant until)
      implements Obstacle {
    @Override
    public String description() {
      return driver() + "; its tasks wait";
    }

    /** Says in plain words who drives the phone until when. */
    public String driver() {
      return "phone "
          + phone
          + " is driven by a "
          + holder.wireName()
          + (label.text().isBlank() ? "" : " (" + label + ")")
          + " until "
          + until.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /** The version of the task's app on its phone is being tried, or has failed its trial. */
  record AppWaits(AppTrial trial) implements Obstacle {
    /** How the description begins, and the remark of an attempt that went back for it. */
    public static final String WAITS = "waits: ";

    @Override
    public String description() {
      return WAITS + trial.description();
    }
  }

  /**
   * As many phones are driven as the plan allows.
   *
   * @param running by tasks
   * @param leased by programs and people
   */
  record PlanUsedUp(long running, long leased, int slots) implements Obstacle {
    @Override
    public String description() {
      return (running + leased)
          + " of "
          + slots
          + " plan slots in use"
          + (leased == 0 ? "" : ", " + leased + " of them by leases");
    }
  }

  record QueuePaused(Instant since) implements Obstacle {
    @Override
    public String description() {
      return "everything is paused since "
          + since.truncatedTo(ChronoUnit.SECONDS)
          + " until the queue is resumed";
    }
  }

  /** Returns what keeps an account's tasks waiting; empty if they may run. */
  static List<Obstacle> of(Account account) {
    List<Obstacle> found = new ArrayList<>();
    if (!account.enabled()) {
      found.add(new AccountDisabled(account.id(), account.username()));
    }
    account
        .hold()
        .ifPresent(
            hold ->
                found.add(
                    new AccountHeld(
                        account.id(), account.username(), hold.since(), hold.reason())));
    if (account.device().isEmpty()) {
      found.add(new AccountWithoutPhone(account.id(), account.username()));
    }
    return found;
  }

  /** Returns what keeps a phone's tasks waiting as long as it is leased. */
  static PhoneLeased of(PhoneLease lease) {
    return new PhoneLeased(lease.serial(), lease.holder(), lease.label(), lease.until());
  }

  /**
   * Returns what keeps a phone's tasks waiting as long as it is in its state.
   *
   * @param lastSeen when it was last connected
   */
  static Optional<Obstacle> of(Device device, Optional<Instant> lastSeen) {
    return device.state() == DeviceState.ONLINE
        ? Optional.empty()
        : Optional.of(new PhoneAway(device.serial(), device.state(), device.problem(), lastSeen));
  }
}
