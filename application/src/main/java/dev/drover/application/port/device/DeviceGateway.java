package dev.drover.application.port.device;

import dev.drover.domain.account.Account;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.AttemptResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The phones that this node reaches. May be called from any thread. */
public interface DeviceGateway {

  /** Every phone that this node reaches or reached since it started, and did not let go of. */
  List<Device> devices();

  /**
   * Addresses that this node keeps trying, where no phone can be used: nothing answers, the phone
   * waits for its owner, or it claims the serial of another. A phone that was reached since this
   * node started is among the {@link #devices} instead.
   */
  default List<Unreached> unreached() {
    return List.of();
  }

  /** Those that can run a script now. */
  Set<DeviceSerial> online();

  /**
   * Connects to a phone over TCP and keeps trying to whenever it is lost, until {@link
   * #disconnect}.
   *
   * @param address {@code host:port}
   * @throws DeviceUnreachable if it does not answer now; it is {@linkplain DeviceUnreachable#kept()
   *     kept} only where it waits for its owner, and a retry is safe
   */
  Device connect(String address);

  /**
   * Like {@link #connect} but without waiting: the phone appears by {@link #onChange} when it
   * answers.
   */
  void connectInBackground(String address);

  /**
   * Lets go of a phone that was connected over TCP; a phone on the adb server stays. Afterwards it
   * is not among the {@link #devices}, and listeners are not told: whoever asked for it knows.
   */
  void disconnect(DeviceSerial serial);

  /**
   * Lets go of an address over TCP, whatever answers there: a phone that waits for its owner, one
   * that was never reached, or one that claims another's serial.
   *
   * @return false when it was not kept
   */
  boolean disconnectAddress(String address);

  /**
   * Has {@code listener} called, on a thread of the gateway, whenever a phone appears, goes, comes
   * back or says something new of itself. The listener must not block for long.
   */
  void onChange(Consumer<Device> listener);

  /**
   * Runs a script on a phone, on the caller's thread, until it has ended. One at a time a phone is
   * the caller's care.
   *
   * <p>A phone that vanishes, a screen that is not understood, a user that does not exist are
   * results, not exceptions.
   *
   * <p>An attempt that is stopped ends soon: by the {@link Attempt.AttemptStopped} that its methods
   * throw, which is passed on, or by a failure.
   */
  AttemptResult run(Assignment assignment, Attempt run);

  /**
   * Reads which apps are on a phone that this gateway has profiles for. Changes nothing, and may be
   * called beside an attempt or a control. A gateway without profiles knows none.
   *
   * @param known the apps that were there before: of these, clones with packages of their own are
   *     read too, and one that can't be read now is taken to be as it was
   * @throws DeviceUnreachable if the phone is not there, or does not answer; a retry is safe
   */
  default List<InstalledApp> apps(DeviceSerial serial, List<AppVersion> known) {
    return List.of();
  }

  /**
   * Takes a phone into the hands of a program or a person. One at a time a phone, and none beside
   * an attempt but one for the attempt's own program, is the caller's care.
   *
   * <p>A gateway that can only run scripts refuses.
   *
   * @param mayGoOn asked right before every command to the phone, on any thread; once it answers
   *     false, nothing more is sent
   * @throws DeviceUnreachable if the phone is not there; a retry is safe
   * @throws PhoneControl.CommandRefused if this gateway takes no single commands
   */
  default PhoneControl control(DeviceSerial serial, BooleanSupplier mayGoOn) {
    throw new PhoneControl.CommandRefused(
        "phone " + serial + " is reached by an adapter that takes no single commands");
  }

  /**
   * Opens the pictures of a phone for people who watch it. It sends nothing to the phone before the
   * first picture is asked for, and may be open beside an attempt or a control. A gateway that does
   * not say otherwise gives whole screenshots.
   *
   * @throws DeviceUnreachable if the phone is not there; a retry is safe
   */
  default PhonePictures pictures(DeviceSerial serial) {
    return new ScreenshotPictures(serial, () -> screenshot(serial));
  }

  /**
   * What a phone shows now, as a PNG.
   *
   * @throws DeviceUnreachable if it is not there, or does not answer; a retry is safe
   */
  byte[] screenshot(DeviceSerial serial);

  /**
   * What a phone shows now, as the XML of its accessibility tree.
   *
   * @throws DeviceUnreachable if it is not there, or does not tell; a retry is safe
   */
  String hierarchy(DeviceSerial serial);

  /**
   * An address without a usable phone.
   *
   * @param address such as {@code 192.0.2.7:5555}
   * @param state any but online
   * @param reason what is wrong and what to do, in plain words
   */
  record Unreached(String address, DeviceState state, String reason) {}

  /**
   * What one attempt is to do.
   *
   * @param account whose app and login the script is to use; without one, those that are there
   * @param materials the files that the script {@linkplain Script#files() needs}; empty if it needs
   *     none
   */
  record Assignment(
      DeviceSerial serial,
      Optional<Account> account,
      Script script,
      Optional<PostMaterials> materials) {}
}
