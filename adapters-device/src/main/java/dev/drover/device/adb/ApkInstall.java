package dev.drover.device.adb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Installs apps on a phone. */
public final class ApkInstall {
  /** The most characters of a phone's own text in a message. */
  private static final int LONGEST_REASON = 300;

  private ApkInstall() {}

  /**
   * Installs an app over an older version; test packages, too.
   *
   * @param atMost for sending the file, and again for installing it
   * @return why the phone refused it; empty if it was installed
   * @throws PhoneLost if the phone is gone or does not answer; a retry is safe
   * @throws java.io.UncheckedIOException if the file can't be read
   */
  public static Optional<String> install(PhoneSession phone, Path apk, Duration atMost) {
    String remote = "/data/local/tmp/drover-" + apk.getFileName();
    Optional<String> refused = phone.push(apk, remote, atMost);
    if (refused.isPresent()) {
      return refused;
    }
    ShellResult result =
        phone.shell(
            ShellCommand.of("pm", "install", "-r", "-t", remote)
                .then(ShellCommand.of("rm", "-f", remote)),
            atMost);
    return result.output().contains("Success")
        ? Optional.empty()
        : Optional.of(
            apk.getFileName() + ": " + SafeText.line(result.everything().strip(), LONGEST_REASON));
  }
}
