package dev.drover.device.screen;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A note about an app for the next attempt: the account that it acts for, and whether a post may be
 * uploading. It is stored on the phone, because another server may make the next attempt. Used by
 * one thread.
 */
public final class AppNote {
  /** After this time an upload that nobody watches counts as ended. */
  private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(15);

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final String FILE = "/data/local/tmp/drover_app_";

  private static final Pattern LINE =
      Pattern.compile("drover-app ([0-9]{1,12})(?: ([\\p{L}\\p{M}\\p{N}._-]{1,64}))?");

  private final PhoneSession phone;
  private final PackageName app;
  private final Clock clock;
  private Optional<Username> account;
  private Instant uploadUntil;
  private String kept;

  /**
   * @param found the note that the phone has, from {@link PhoneState#appNote}
   */
  public AppNote(PhoneSession phone, PackageName app, String found, Clock clock) {
    this.phone = phone;
    this.app = app;
    this.clock = clock;
    this.kept = found;
    Matcher line = LINE.matcher(found);
    boolean readable = line.matches();
    this.uploadUntil =
        readable ? Instant.ofEpochSecond(Long.parseLong(line.group(1))) : Instant.EPOCH;
    this.account =
        readable ? Optional.ofNullable(line.group(2)).map(Username::new) : Optional.empty();
  }

  /** Returns a command that prints an app's note on one line, if there is one. */
  static ShellCommand read(PackageName app) {
    return ShellCommand.of("cat", FILE + app);
  }

  /** Returns whether a line from the phone is a note. */
  static boolean isNote(String line) {
    return LINE.matcher(line).matches();
  }

  /** The account that the app acts for; empty if unknown. */
  public Optional<Username> account() {
    return account;
  }

  /** Notes which account the app acts for. {@link #keep} writes it to the phone. */
  public void actsFor(Username inUse) {
    account = Optional.of(inUse);
  }

  /** Returns whether a post may be uploading. Ending the app would lose it. */
  public boolean mayBeUploading() {
    return clock.instant().isBefore(uploadUntil);
  }

  /** Notes that a post is about to be sent. */
  public void uploadBegins() {
    uploadUntil = clock.instant().plus(LONGEST_UPLOAD);
    keep();
  }

  /** Notes that no post is uploading any more. */
  public void uploadEnded() {
    uploadUntil = Instant.EPOCH;
    keep();
  }

  /** Writes the note to the phone if it has changed. */
  public void keep() {
    String line =
        "drover-app "
            + uploadUntil.getEpochSecond()
            + account.map(name -> " " + name.value()).orElse("");
    if (!line.equals(kept)) {
      phone.shell(ShellCommand.of("echo", line).into(FILE + app), DEADLINE);
      kept = line;
    }
  }
}
