package dev.drover.testkit;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.domain.account.Username;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;

/**
 * Phones for the tests of a device gateway. The author of a device adapter implements it for the
 * phones that the adapter's tests use, and passes it to {@code DeviceGatewayContract}.
 */
public interface PhoneLab extends AutoCloseable {

  /** The gateway under test. It knows no phone until a test connects one. */
  DeviceGateway gateway();

  /**
   * Starts a phone that answers and that the gateway does not know.
   *
   * @return the address by which to connect it
   */
  String start(String serial);

  /** An address at which no phone answers. */
  default String deserted() {
    return "127.0.0.1:1";
  }

  /** Makes a phone unreachable. */
  void vanish(String serial);

  /** Makes a phone reachable again. */
  void comeBack(String serial);

  /** Makes the gateway check its phones once, as it does repeatedly in a server. */
  void lookAfter() throws InterruptedException;

  /**
   * Returns a script that takes one decisive step.
   *
   * @param user a user that exists on every phone, or {@link #missingUser}
   */
  default Script script(String user) {
    return new FollowScript(new Username(user), AccessMethod.DIRECT);
  }

  /** Returns the name of a user that no phone finds. */
  default String missingUser() {
    return "missing_one";
  }

  /** Returns how often scripts have taken their decisive step on a phone. */
  long effects(String serial);

  @Override
  void close();
}
