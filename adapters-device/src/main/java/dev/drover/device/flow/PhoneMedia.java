package dev.drover.device.flow;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import dev.drover.device.screen.driver.Pause;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.task.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts files into a phone's gallery, in Drover's own folders. The next attempt that sends files
 * removes them. The attempt that sent them does not, because the app may read a file long after the
 * post was sent.
 */
public final class PhoneMedia {
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(20);

  /** The slowest transfer for which the deadline allows, in bytes a second. */
  private static final long SLOWEST_BYTES_A_SECOND = 200_000;

  private static final Duration SCAN_DEADLINE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);

  /** From this API level on, a call scans a file; before, a broadcast does. */
  private static final int API_OF_SCAN_CALL = 29;

  /** From this API level on, pictures and videos have separate permissions. */
  private static final int API_OF_MEDIA_PERMISSIONS = 33;

  private static final String VIDEOS = "Movies/Drover";
  private static final String PICTURES = "Pictures/Drover";

  /** The path of {@code /sdcard} in the media store. */
  private static final String STORAGE = "/storage/emulated/0/";

  private static final Pattern ID = Pattern.compile("\\b_id=(\\d{1,19})");

  private final PhoneSession phone;
  private final DeviceSerial serial;
  private final int apiLevel;
  private final Pause pause;
  private final Duration scanDeadline;

  /**
   * @param apiLevel of the phone's Android
   */
  public PhoneMedia(PhoneSession phone, DeviceSerial serial, int apiLevel, Pause pause) {
    this(phone, serial, apiLevel, pause, SCAN_DEADLINE);
  }

  PhoneMedia(
      PhoneSession phone, DeviceSerial serial, int apiLevel, Pause pause, Duration scanDeadline) {
    this.phone = phone;
    this.serial = serial;
    this.apiLevel = apiLevel;
    this.pause = pause;
    this.scanDeadline = scanDeadline;
  }

  /**
   * A file in the phone's gallery.
   *
   * @param path below {@code /sdcard}
   * @param contentUri to share it with apps
   */
  public record Stored(MediaFile file, String path, String contentUri) {}

  /** Removes the files of earlier attempts, from the disk and from the media store. */
  public void removeOld() {
    phone.shell(
        // The media store comes first: it deletes the files that it knows.
        forget("video", VIDEOS)
            .then(forget("images", PICTURES))
            .then(ShellCommand.of("rm", "-rf", "/sdcard/" + VIDEOS, "/sdcard/" + PICTURES)),
        COMMAND_DEADLINE);
  }

  private static ShellCommand forget(String kind, String folder) {
    return ShellCommand.of(
        "content",
        "delete",
        "--uri",
        "content://media/external/" + kind + "/media",
        "--where",
        "_data LIKE '" + STORAGE + folder + "/%'");
  }

  /** Grants an app the permission to see pictures and videos, so that it does not ask. */
  public void allowTo(PackageName app) {
    phone.shell(
        apiLevel >= API_OF_MEDIA_PERMISSIONS
            ? grant(app, "READ_MEDIA_VIDEO").then(grant(app, "READ_MEDIA_IMAGES"))
            : grant(app, "READ_EXTERNAL_STORAGE"),
        COMMAND_DEADLINE);
  }

  private static ShellCommand grant(PackageName app, String permission) {
    return ShellCommand.of("pm", "grant", app.value(), "android.permission." + permission);
  }

  /**
   * Puts a file into the gallery, as the newest of its kind.
   *
   * @throws FlowFailed if the phone has no room for it, or does not add it to its gallery in time
   */
  public Stored put(MediaFile file) {
    String folder = file.type().isVideo() ? VIDEOS : PICTURES;
    String path = "/sdcard/" + folder + "/" + UUID.randomUUID() + "." + file.type().extension();
    push(file, path)
        .ifPresent(
            reason -> {
              phone.shell(ShellCommand.of("rm", "-f", path), COMMAND_DEADLINE);
              throw failed(file, reason);
            });
    String stored = STORAGE + path.substring("/sdcard/".length());
    phone.shell(ShellCommand.of("touch", path).then(scan(stored)), COMMAND_DEADLINE);
    return new Stored(file, path, await(file, stored));
  }

  private Optional<String> push(MediaFile file, String path) {
    try {
      return phone.push(file.path(), path, pushDeadline(file));
    } catch (UncheckedIOException unreadable) {
      throw gone(file, unreadable);
    }
  }

  private static FlowFailed gone(MediaFile file, Exception unreadable) {
    FlowFailed gone =
        new FlowFailed(
            FailureCode.MATERIAL_MISSING,
            file.name() + " can't be read any more; put it back and retry");
    gone.initCause(unreadable);
    return gone;
  }

  private static Duration pushDeadline(MediaFile file) {
    try {
      return COMMAND_DEADLINE.plusSeconds(Files.size(file.path()) / SLOWEST_BYTES_A_SECOND);
    } catch (IOException unreadable) {
      throw gone(file, unreadable);
    }
  }

  private FlowFailed failed(MediaFile file, String reason) {
    return new FlowFailed(
        FailureCode.DEVICE_ERROR,
        reason.contains("No space left")
            ? "phone "
                + serial
                + " has no room for "
                + file.name()
                + "; free some of its storage and retry"
            : "phone "
                + serial
                + " does not take "
                + file.name()
                + " ("
                + reason
                + "); check its storage, and retry");
  }

  private ShellCommand scan(String stored) {
    return apiLevel >= API_OF_SCAN_CALL
        ? ShellCommand.of(
            "content", "call", "--uri", "content://media", "--method", "scan_file", "--arg", stored)
        : ShellCommand.of(
            "am",
            "broadcast",
            "-a",
            "android.intent.action.MEDIA_SCANNER_SCAN_FILE",
            "-d",
            "file://" + stored);
  }

  private String await(MediaFile file, String stored) {
    String uri =
        "content://media/external/" + (file.type().isVideo() ? "video" : "images") + "/media";
    ShellCommand query =
        ShellCommand.of(
            "content",
            "query",
            "--uri",
            uri,
            "--projection",
            "_id",
            "--where",
            "_data='" + stored + "'");
    long deadline = System.nanoTime() + scanDeadline.toNanos();
    while (true) {
      ShellResult rows = phone.shell(query, COMMAND_DEADLINE);
      Matcher id = ID.matcher(rows.output());
      if (id.find()) {
        return uri + "/" + id.group(1);
      }
      if (System.nanoTime() > deadline) {
        throw new FlowFailed(
            FailureCode.DEVICE_ERROR,
            "phone "
                + serial
                + " has not taken "
                + file.name()
                + " into its gallery within "
                + scanDeadline.toSeconds()
                + " s; restart the phone and retry");
      }
      pause.of(BETWEEN_LOOKS);
    }
  }
}
