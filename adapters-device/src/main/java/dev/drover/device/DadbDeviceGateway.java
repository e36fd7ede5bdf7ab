package dev.drover.device;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.app.Apps;
import dev.drover.device.attempt.AcceptedVersions;
import dev.drover.device.attempt.AttemptResources;
import dev.drover.device.attempt.InstalledApps;
import dev.drover.device.attempt.PhoneAttempt;
import dev.drover.device.attempt.TrackedAttempt;
import dev.drover.device.control.DadbPhoneControl;
import dev.drover.device.flow.Flows;
import dev.drover.device.hierarchy.NodeXml;
import dev.drover.device.hierarchy.ParsingThreads;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.picture.LivePictures;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.screen.driver.DriverChoices;
import dev.drover.device.screen.driver.ScreenDrivers;
import dev.drover.device.screen.driver.ScreenUnreadable;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.TaskFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs attempts on the phones that this server reaches over ADB. */
public final class DadbDeviceGateway implements DeviceGateway {
  private static final Logger log = LoggerFactory.getLogger(DadbDeviceGateway.class);

  private final AdbPhones phones;
  private final AttemptResources resources;
  private final InstalledApps installed;

  /**
   * @param profiles the folder with the operator's own app profiles; it need not exist
   * @param flows as {@link Flows#load} finds them
   * @param apps as {@link Apps#load} finds them
   * @param random safe for use by any thread
   */
  public DadbDeviceGateway(
      AdbPhones phones,
      Path profiles,
      Flows flows,
      Apps apps,
      CommentGenerator comments,
      RandomGenerator random,
      Clock clock) {
    this.phones = phones;
    this.resources =
        new AttemptResources(
            flows,
            apps,
            new AppProfiles(profiles, apps),
            new DriverChoices(clock),
            new AcceptedVersions(),
            comments,
            random,
            clock);
    this.installed = new InstalledApps(apps, resources.profiles());
  }

  @Override
  public List<Device> devices() {
    return phones.devices();
  }

  @Override
  public List<Unreached> unreached() {
    return phones.unreachedAddresses();
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
  public boolean disconnectAddress(String address) {
    return phones.disconnectAddress(address);
  }

  @Override
  public void onChange(Consumer<Device> listener) {
    phones.onChange(listener);
  }

  @Override
  public AttemptResult run(Assignment assignment, Attempt attempt) {
    DeviceSerial serial = assignment.serial();
    Optional<DadbPhone> connected = phones.phone(serial);
    if (connected.isEmpty()) {
      return new AttemptResult.Failed(
          TaskFailure.withoutEffect(
              FailureCode.DEVICE_LOST,
              "phone " + serial + " is not connected any more; reconnect it and retry"));
    }
    DadbPhone phone = connected.get();
    return new PhoneAttempt(
            phone,
            assignment,
            resources,
            new TrackedAttempt(attempt),
            () -> phones.reportLost(phone))
        .run();
  }

  @Override
  public List<InstalledApp> apps(DeviceSerial serial, List<AppVersion> known) {
    try {
      return withSession(serial, session -> installed.read(session, known));
    } catch (AppProfile.Malformed malformed) {
      throw new DeviceUnreachable(
          "the apps of phone " + serial + " are not read: " + malformed.getMessage(), malformed);
    }
  }

  @Override
  public PhoneControl control(DeviceSerial serial, BooleanSupplier mayGoOn) {
    return new DadbPhoneControl(
        serial,
        new DadbPhoneControl.Connections() {
          @Override
          public DadbPhone current() {
            return connected(serial);
          }

          @Override
          public void lost(DadbPhone phone) {
            phones.reportLost(phone);
          }
        },
        mayGoOn,
        resources.drivers().of(serial));
  }

  @Override
  public PhonePictures pictures(DeviceSerial serial) {
    if (phones.phone(serial).isEmpty()) {
      throw notConnected(serial);
    }
    return new LivePictures(
        serial,
        () -> connected(serial),
        resources.drivers().of(serial)::session,
        resources.clock());
  }

  @Override
  public byte[] screenshot(DeviceSerial serial) {
    return withSession(serial, PhoneSession::screenshot);
  }

  @Override
  public String hierarchy(DeviceSerial serial) {
    UiTree screen =
        withSession(
            serial,
            session ->
                new ScreenDrivers(
                        session,
                        duration -> LockSupport.parkNanos(duration.toNanos()),
                        note -> log.info("phone {}: {}", serial, note),
                        resources.drivers().of(serial))
                    .read());
    return ParsingThreads.process(() -> NodeXml.of(screen));
  }

  private DadbPhone connected(DeviceSerial serial) {
    return phones.phone(serial).orElseThrow(() -> notConnected(serial));
  }

  private static DeviceUnreachable notConnected(DeviceSerial serial) {
    return new DeviceUnreachable("phone " + serial + " is not connected; see GET /devices");
  }

  private <T> T withSession(DeviceSerial serial, Function<PhoneSession, T> look) {
    DadbPhone phone = connected(serial);
    try (PhoneSession session = new PhoneSession(phone, () -> true)) {
      return look.apply(session);
    } catch (PhoneLost lost) {
      phones.reportLost(phone);
      throw new DeviceUnreachable("phone " + serial + " was lost: " + lost.getMessage(), lost);
    } catch (ScreenUnreadable unreadable) {
      throw new DeviceUnreachable("phone " + serial + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
