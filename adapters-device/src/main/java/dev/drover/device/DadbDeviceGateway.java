package dev.drover.device;

import dev.drover.application.port.DeviceGateway;
import dev.drover.application.port.DeviceUnreachable;
import dev.drover.application.port.ScriptRun;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.script.FollowFlow;
import dev.drover.device.script.PhoneAtWork;
import dev.drover.device.script.ScriptFailed;
import dev.drover.device.script.UnfollowFlow;
import dev.drover.device.ui.AppProfile;
import dev.drover.device.ui.ElementNotFound;
import dev.drover.device.ui.Screen;
import dev.drover.device.ui.ScreenUnreadable;
import dev.drover.device.ui.Selector;
import dev.drover.domain.device.Account;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.device.PackageName;
import dev.drover.domain.device.Platform;
import dev.drover.domain.script.AccountWarmupScript;
import dev.drover.domain.script.CommentScript;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.script.PostScript;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.UnfollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The phones over ADB: where scripts meet them. */
public final class DadbDeviceGateway implements DeviceGateway {
  private static final ShellCommand SCREENSHOT = ShellCommand.of("screencap", "-p");
  private static final Duration SCREENSHOT_DEADLINE = Duration.ofSeconds(10);

  private final AdbPhones phones;
  private final Path profiles;

  /**
   * @param profiles the folder with the user's own app profiles; it need not exist
   */
  public DadbDeviceGateway(AdbPhones phones, Path profiles) {
    this.phones = phones;
    this.profiles = profiles;
  }

  @Override
  public List<Device> devices() {
    return phones.devices();
  }

  @Override
  public Set<DeviceSerial> online() {
    return phones.devices().stream()
        .filter(device -> device.state() == DeviceState.ONLINE)
        .map(Device::serial)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Device connect(String address) {
    return phones.connect(address);
  }

  @Override
  public void connectInBackground(String address) {
    phones.connectInBackground(address);
  }

  @Override
  public void disconnect(DeviceSerial serial) {
    phones.disconnect(serial);
  }

  @Override
  public void onChange(Consumer<Device> listener) {
    phones.onChange(listener);
  }

  @Override
  public AttemptResult run(Assignment assignment, ScriptRun run) {
    DeviceSerial serial = assignment.serial();
    Optional<DadbPhone> connected = phones.phone(serial);
    if (connected.isEmpty()) {
      return new AttemptResult.Failed(
          TaskFailure.withoutEffect(
              FailureCode.DEVICE_LOST,
              "phone " + serial + " is not connected any more; reconnect it and retry"));
    }
    DadbPhone phone = connected.get();
    TrackedRun tracked = new TrackedRun(run);
    try (PhoneSession session = new PhoneSession(phone)) {
      tracked.onStop(session::abort);
      AppProfile profile = AppProfile.load("tiktok", profiles);
      PhoneAtWork atWork =
          new PhoneAtWork(
              serial, new Screen(session, profile, tracked::pause), app(assignment.account()));
      return switch (assignment.script()) {
        case FollowScript follow -> FollowFlow.run(follow, atWork, tracked);
        case UnfollowScript unfollow -> UnfollowFlow.run(unfollow, atWork, tracked);
        case PostScript post -> notYet(post);
        case CommentScript comment -> notYet(comment);
        case AccountWarmupScript warmup -> notYet(warmup);
      };
    } catch (PhoneLost lost) {
      phones.reportLost(phone);
      return failed(
          tracked,
          FailureCode.DEVICE_LOST,
          "phone " + serial + " was lost: " + lost.getMessage() + "; check its cable or network");
    } catch (ElementNotFound | Selector.Ambiguous | AppProfile.Malformed notFound) {
      return failed(
          tracked,
          FailureCode.ELEMENT_NOT_FOUND,
          "on phone " + serial + ": " + notFound.getMessage());
    } catch (ScreenUnreadable unreadable) {
      return failed(
          tracked, FailureCode.DEVICE_ERROR, "phone " + serial + ": " + unreadable.getMessage());
    } catch (ScriptFailed known) {
      return new AttemptResult.Failed(TaskFailure.withoutEffect(known.code(), known.reason()));
    }
  }

  private static AttemptResult notYet(Script script) {
    return new AttemptResult.Failed(
        TaskFailure.withoutEffect(
            FailureCode.DEVICE_ERROR,
            "the script "
                + script.name().wireName()
                + " can't be run on phones by this version; nothing was done"));
  }

  @Override
  public byte[] screenshot(DeviceSerial serial) {
    return withSession(serial, session -> session.exec(SCREENSHOT, SCREENSHOT_DEADLINE));
  }

  @Override
  public String hierarchy(DeviceSerial serial) {
    return withSession(
        serial,
        session ->
            new Screen(
                    session,
                    AppProfile.load("tiktok", profiles),
                    duration -> LockSupport.parkNanos(duration.toNanos()))
                .read()
                .xml());
  }

  private <T> T withSession(DeviceSerial serial, Function<PhoneSession, T> look) {
    DadbPhone phone =
        phones
            .phone(serial)
            .orElseThrow(
                () ->
                    new DeviceUnreachable(
                        "phone " + serial + " is not connected; see GET /devices"));
    try (PhoneSession session = new PhoneSession(phone)) {
      return look.apply(session);
    } catch (PhoneLost lost) {
      phones.reportLost(phone);
      throw new DeviceUnreachable("phone " + serial + " was lost: " + lost.getMessage(), lost);
    } catch (ScreenUnreadable unreadable) {
      throw new DeviceUnreachable("phone " + serial + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static PackageName app(Optional<Account> account) {
    return account
        .map(Account::packageName)
        .orElseGet(() -> new PackageName(Platform.TIKTOK.defaultPackage()));
  }

  /** What fails once the decisive step was begun may have happened. */
  private static AttemptResult failed(TrackedRun run, FailureCode code, String remark) {
    return new AttemptResult.Failed(
        run.intent()
            .map(
                step ->
                    new TaskFailure(
                        code,
                        Outcome.UNKNOWN,
                        remark + ". Outcome unknown: interrupted after " + step))
            .orElseGet(() -> TaskFailure.withoutEffect(code, remark)));
  }
}
