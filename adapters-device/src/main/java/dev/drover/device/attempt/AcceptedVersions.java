package dev.drover.device.attempt;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.profile.AppProfile;
import dev.drover.domain.device.DeviceSerial;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which phones have passed a profile's canary walk, and with which version of the app,
 * while the server runs and the profile does not change. Safe for use by any thread.
 */
public final class AcceptedVersions {
  private final Set<Passed> passed = ConcurrentHashMap.newKeySet();

  private record Passed(
      DeviceSerial serial, String app, String version, String locale, String profile) {
    static Passed by(FlowContext context, String version) {
      AppProfile profile = context.screen().profile();
      return new Passed(
          context.serial(),
          context.packageName().value(),
          version,
          profile.locale(),
          profile.fingerprint());
    }
  }

  boolean has(FlowContext context, String version) {
    return passed.contains(Passed.by(context, version));
  }

  void add(FlowContext context, String version) {
    passed.add(Passed.by(context, version));
  }
}
