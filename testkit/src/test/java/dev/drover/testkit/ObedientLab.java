package dev.drover.testkit;

import dev.drover.application.port.device.DeviceGateway;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Obedient phones for the contracts of a gateway and of what it gives. */
class ObedientLab implements PhoneLab {
  protected final ObedientPhones phones = new ObedientPhones();
  private final Map<String, Long> effects = new ConcurrentHashMap<>();

  /** A script on a phone has taken its decisive step. */
  protected final void tookEffect(ObedientPhones.Run script) {
    effects.merge(script.serial().value(), 1L, Long::sum);
  }

  @Override
  public DeviceGateway gateway() {
    return phones;
  }

  @Override
  public String start(String serial) {
    phones.answerAt(address(serial), serial);
    return address(serial);
  }

  private static String address(String serial) {
    return serial + ".example:5555";
  }

  @Override
  public void vanish(String serial) {
    phones.fallSilent(address(serial));
  }

  @Override
  public void comeBack(String serial) {
    phones.answerAt(address(serial), serial);
  }

  @Override
  public void lookAfter() {}

  @Override
  public long effects(String serial) {
    return effects.getOrDefault(serial, 0L);
  }

  /** Makes a phone take the next requests and not answer, for as long as a test lasts. */
  public void fallSilent(String serial) {
    phones.answerNothing(serial);
  }

  @Override
  public void close() {}
}
