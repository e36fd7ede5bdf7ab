package dev.drover.device.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.flow.PhoneMedia.Stored;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.task.FailureCode;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests files in a virtual phone's gallery. */
class PhoneMediaTest {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir private Path home;
  private VirtualPhone phone;
  private AdbPhones phones;
  private PhoneSession session;

  @BeforeEach
  void start() {
    startWith(PhoneConfig.named("FIRST", "ann"));
  }

  private void startWith(PhoneConfig config) {
    phone = VirtualPhone.start(config);
    phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
    phones.connect(phone.adbAddress());
    session = new PhoneSession(phones.phone(FIRST).orElseThrow(), () -> true);
  }

  @AfterEach
  void stop() {
    session.close();
    phones.close();
    phone.close();
  }

  private PhoneMedia media(int apiLevel, Duration scanDeadline) {
    return new PhoneMedia(
        session,
        FIRST,
        apiLevel,
        duration -> LockSupport.parkNanos(duration.toNanos()),
        scanDeadline);
  }

  private MediaFile file(String name, MediaType type, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return new MediaFile(Files.write(home.resolve(name), content), name, type);
  }

  private String query(String kind) {
    return session
        .shell(
            ShellCommand.of(
                "content", "query", "--uri", "content://media/external/" + kind + "/media"),
            DEADLINE)
        .output();
  }

  @Test
  void a_file_arrives_whole_under_a_safe_name_and_in_the_gallery() throws IOException {
    MediaFile clip = file("it's a $(clip); rm -rf.mp4", MediaType.MP4, 300_001);

    Stored stored = media(34, DEADLINE).put(clip);

    assertThat(stored.path()).matches("/sdcard/Movies/Drover/[0-9a-f-]{36}\\.mp4");
    assertThat(stored.contentUri()).matches("content://media/external/video/media/\\d+");
    assertThat(phone.files().read(stored.path())).hasValue(Files.readAllBytes(clip.path()));
    assertThat(query("video")).contains(stored.path().substring("/sdcard/".length()));
  }

  @Test
  void pictures_have_a_folder_of_their_own() throws IOException {
    PhoneMedia media = media(34, DEADLINE);

    Stored first = media.put(file("a.jpg", MediaType.JPEG, 10));
    Stored second = media.put(file("b.png", MediaType.PNG, 10));

    assertThat(first.path()).startsWith("/sdcard/Pictures/Drover/").endsWith(".jpg");
    assertThat(second.path()).endsWith(".png");
    assertThat(second.contentUri()).startsWith("content://media/external/images/media/");
    assertThat(second.contentUri()).isNotEqualTo(first.contentUri());
  }

  @Test
  void an_old_android_is_told_by_broadcast() throws IOException {
    stop();
    startWith(PhoneConfig.named("FIRST", "ann").withAndroid("9"));

    Stored stored = media(28, DEADLINE).put(file("a.mp4", MediaType.MP4, 10));

    assertThat(query("video")).contains(stored.path().substring("/sdcard/".length()));
  }

  @Test
  void what_earlier_runs_left_is_removed_and_nothing_else() throws IOException {
    PhoneMedia media = media(34, DEADLINE);
    media.put(file("a.mp4", MediaType.MP4, 10));
    media.put(file("a.jpg", MediaType.JPEG, 10));
    phone.files().write("/sdcard/Movies/holiday.mp4", new byte[] {1});
    session.shell(
        ShellCommand.of(
            "content",
            "call",
            "--uri",
            "content://media",
            "--method",
            "scan_file",
            "--arg",
            "/storage/emulated/0/Movies/holiday.mp4"),
        DEADLINE);

    media.removeOld();

    assertThat(phone.files().list("/sdcard/Movies")).containsExactly("holiday.mp4");
    assertThat(query("video")).doesNotContain("Drover");
    assertThat(query("images")).doesNotContain("Drover");
  }

  @Test
  void a_full_disk_is_told_plainly_and_leaves_no_part_of_the_file() throws IOException {
    phone.inject(Fault.of(Fault.Kind.DISK_FULL, "Movies"));
    MediaFile clip = file("clip.mp4", MediaType.MP4, 200_000);

    assertThatThrownBy(() -> media(34, DEADLINE).put(clip))
        .isInstanceOfSatisfying(
            FlowFailed.class,
            failed -> assertThat(failed.code()).isEqualTo(FailureCode.DEVICE_ERROR))
        .hasMessageContaining("phone FIRST has no room for clip.mp4");
    assertThat(phone.files().list("/sdcard/Movies/Drover")).isEmpty();
  }

  @Test
  void a_scan_that_never_ends_is_told_plainly() throws IOException {
    phone.inject(Fault.of(Fault.Kind.SCAN_NEVER, ""));
    MediaFile clip = file("clip.mp4", MediaType.MP4, 10);

    assertThatThrownBy(() -> media(34, Duration.ofSeconds(1)).put(clip))
        .isInstanceOf(FlowFailed.class)
        .hasMessageContaining("phone FIRST has not taken clip.mp4 into its gallery within 1 s");
  }

  @Test
  void the_app_may_see_the_files_without_asking() {
    media(34, DEADLINE).allowTo(new PackageName("com.zhiliaoapp.musically"));
    media(28, DEADLINE).allowTo(new PackageName("com.zhiliaoapp.musically"));

    assertThat(phone.commands())
        .extracting(command -> command.line())
        .anyMatch(line -> line.contains("android.permission.READ_MEDIA_VIDEO"))
        .anyMatch(line -> line.contains("android.permission.READ_EXTERNAL_STORAGE"));
  }

  @Test
  void a_file_that_was_exchanged_for_a_link_after_it_was_chosen_is_not_sent() throws Exception {
    Path secret = Files.writeString(home.resolve("secret.txt"), "password");
    Path folder = Files.createDirectories(home.resolve("clips"));
    Path clip = Files.writeString(folder.resolve("clip.mp4"), "clip");
    MediaFile chosen = new MediaFile(clip.toRealPath(), "clip.mp4", MediaType.MP4);

    Files.delete(clip);
    Files.createSymbolicLink(clip, secret);

    assertThatThrownBy(() -> media(34, DEADLINE).put(chosen))
        .isInstanceOf(FlowFailed.class)
        .hasMessageContaining("clip.mp4 can't be read any more")
        .hasMessageNotContaining(home.toString());
    assertThat(phone.files().list("/sdcard/Movies/Drover")).isEmpty();
  }
}
