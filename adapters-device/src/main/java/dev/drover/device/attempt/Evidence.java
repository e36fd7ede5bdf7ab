package dev.drover.device.attempt;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.PhoneState;
import dev.drover.device.screen.Screen;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what helps to find out why an attempt failed: the screen as a picture and as a hierarchy,
 * and what was looked for on it; and the last screen of one that succeeded. Failures here never
 * fail the attempt.
 */
final class Evidence {
  private static final Logger log = LoggerFactory.getLogger(Evidence.class);

  private final DeviceSerial serial;
  private final PhoneSession phone;
  private final TrackedAttempt attempt;
  private String subject = "";

  Evidence(DeviceSerial serial, PhoneSession phone, TrackedAttempt attempt) {
    this.serial = serial;
    this.phone = phone;
    this.attempt = attempt;
  }

  /** Notes the app and the phone, once they are known. */
  void about(PackageName app, PhoneState state) {
    subject =
        "app: "
            + app
            + " "
            + state.appVersion().orElse("(not installed)")
            + "\nandroid: "
            + state.androidVersion()
            + " (API "
            + state.apiLevel()
            + ")\nlanguage: "
            + state.language()
            + "\n";
  }

  /**
   * Keeps what is known, and takes a picture of the screen.
   *
   * @param screen empty when the attempt failed before it had one
   * @param sought what was looked for and not found, if that is why
   */
  void keep(Optional<Screen> screen, String failure, List<Selector> sought) {
    keepKnown(screen, failure, sought);
    gather(() -> attempt.evidence("screen.png", "image/png", phone.screenshot()));
  }

  /**
   * Keeps the last screen of an attempt whose decisive step took effect, if the operator wants it:
   * the hierarchy that showed the effect, and a picture, which is taken now.
   */
  void keepProof(Screen screen) {
    if (!attempt.wantsProof()) {
      return;
    }
    gather(
        () ->
            screen
                .lastRead()
                .map(UiTree::xml)
                .ifPresent(xml -> attempt.proof("screen.xml", "application/xml", utf8(xml))));
    gather(() -> attempt.proof("screen.png", "image/png", phone.screenshot()));
  }

  /** Keeps what is known without asking the phone, which is lost. */
  void keepKnown(Optional<Screen> screen, String failure, List<Selector> sought) {
    gather(
        () -> {
          attempt.evidence(
              "failure.txt",
              "text/plain; charset=utf-8",
              utf8(
                  "failure: "
                      + failure
                      + "\nphone: "
                      + serial
                      + "\n"
                      + subject
                      + screen.map(Screen::profile).map(Evidence::describe).orElse("")
                      + sought.stream()
                          .map(selector -> "looked for " + selector.describe() + "\n")
                          .collect(Collectors.joining())));
          screen
              .flatMap(Screen::lastRead)
              .map(UiTree::xml)
              .ifPresent(xml -> attempt.evidence("screen.xml", "application/xml", utf8(xml)));
        });
  }

  private void gather(Runnable what) {
    if (attempt.isStopped()) {
      return;
    }
    try {
      what.run();
    } catch (RuntimeException incomplete) {
      log.warn("phone {}: the evidence is incomplete: {}", serial, incomplete.toString());
    }
  }

  private static String describe(AppProfile profile) {
    return "profile: " + profile.source() + ", locale " + profile.locale() + "\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
