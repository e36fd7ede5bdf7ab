package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the media store, keyboards and packages through the shell. */
class MediaAndKeyboardTest {
  private static final String VIDEOS = "content query --uri content://media/external/video/media";
  private static final String IMAGES = "content query --uri content://media/external/images/media";
  private static final String SCAN =
      "content call --uri content://media --method scan_file --arg /storage/emulated/0/";

  private final PhoneInHand phone = PhoneInHand.withAccounts("me");

  private void write(String path) {
    phone.phone().files().write(path, path.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_file_is_in_the_gallery_only_after_a_scan_that_takes_its_time() {
    write("/sdcard/Movies/Drover/clip.mp4");
    phone.waitFor(Duration.ofHours(1));
    assertThat(phone.sh(VIDEOS).output()).isEqualTo("No result found.\n");
    assertThat(phone.sh(SCAN + "Movies/Drover/clip.mp4").exit()).isZero();
    assertThat(phone.sh(VIDEOS).output()).isEqualTo("No result found.\n");
    phone.waitFor(Duration.ofSeconds(1));

    assertThat(phone.sh(VIDEOS + " --projection _id:_data").output())
        .isEqualTo("Row: 0 _id=31, _data=/storage/emulated/0/Movies/Drover/clip.mp4\n");
    assertThat(phone.sh(IMAGES).output()).isEqualTo("No result found.\n");
  }

  @Test
  void a_broadcast_begins_a_scan_too() {
    PhoneInHand old = new PhoneInHand(PhoneConfig.named("OLD", "me").withAndroid("9"));
    old.phone().files().write("/sdcard/DCIM/a.jpg", new byte[] {1});
    assertThat(old.sh(SCAN + "DCIM/a.jpg").errors()).contains("Unsupported call: scan_file");
    old.sh(
        "am broadcast -a android.intent.action.MEDIA_SCANNER_SCAN_FILE -d"
            + " file:///storage/emulated/0/DCIM/a.jpg");
    old.waitFor(Duration.ofSeconds(1));

    assertThat(old.sh("getprop ro.build.version.sdk").output()).isEqualTo("28\n");
    assertThat(old.sh(IMAGES + " --projection _data").output())
        .isEqualTo("Row: 0 _data=/storage/emulated/0/DCIM/a.jpg\n");
  }

  @Test
  void rows_are_chosen_by_a_condition() {
    write("/sdcard/Movies/Drover/it's.mp4");
    write("/sdcard/Movies/other.mp4");
    phone.sh(SCAN + "Movies");
    phone.waitFor(Duration.ofSeconds(1));

    assertThat(
            phone
                .sh(
                    VIDEOS
                        + " --projection _id --where \"_data='/storage/emulated/0/Movies/Drover/it''s.mp4'\"")
                .output())
        .isEqualTo("Row: 0 _id=31\n");
    assertThat(
            phone
                .sh(
                    VIDEOS
                        + " --projection _display_name --where \"_data LIKE '%/Movies/%' AND _id != 31\"")
                .output())
        .isEqualTo("Row: 0 _display_name=other.mp4\n");
    assertThat(phone.sh(VIDEOS + " --where \"nonsense\"").errors()).contains("syntax error");
    assertThat(phone.sh(VIDEOS + " --projection nonesuch").errors()).contains("no such column");
  }

  @Test
  void a_deleted_row_takes_its_file_with_it() {
    phone.addMedia("/sdcard/Movies/clip.mp4", "clip");
    phone.sh("content delete --uri content://media/external/video/media --where \"_id=31\"");

    assertThat(phone.sh(VIDEOS).output()).isEqualTo("No result found.\n");
    assertThat(phone.sh("ls /sdcard/Movies/clip.mp4").exit()).isEqualTo(1);
  }

  @Test
  void a_removed_file_leaves_the_gallery_at_the_next_scan() {
    phone.addMedia("/sdcard/Movies/clip.mp4", "clip");
    phone.sh("rm /storage/emulated/0/Movies/clip.mp4");
    assertThat(phone.sh(VIDEOS).output()).contains("clip.mp4");
    phone.sh(SCAN + "Movies/clip.mp4");
    phone.waitFor(Duration.ofSeconds(1));

    assertThat(phone.sh(VIDEOS).output()).isEqualTo("No result found.\n");
  }

  @Test
  void files_are_listed_by_time_and_touched_to_one() {
    write("/sdcard/Movies/b.mp4");
    write("/sdcard/Movies/a.mp4");
    phone.sh("touch -d @1700000000 /sdcard/Movies/a.mp4");
    phone.sh("touch -t 203001020304.05 /sdcard/Movies/b.mp4");

    assertThat(phone.sh("ls /sdcard/Movies").output()).isEqualTo("a.mp4\nb.mp4\n");
    assertThat(phone.sh("ls -t /storage/emulated/0/Movies").output()).isEqualTo("b.mp4\na.mp4\n");
    assertThat(phone.sh("stat -c %Y /sdcard/Movies/a.mp4").output()).isEqualTo("1700000000\n");
    assertThat(phone.sh("touch -d yesterday /sdcard/Movies/a.mp4").errors()).contains("bad date");
  }

  @Test
  void broadcasts_type_only_while_their_keyboard_is_in_use() {
    phone.launch();
    phone.tap("Search");
    phone.typeByBroadcast("größe");
    assertThat(fieldText()).isEqualTo("Search");
    assertThat(phone.sh("ime set com.android.adbkeyboard/.AdbIME").errors())
        .contains("cannot be selected");
    assertThat(phone.sh("ime list -s").output()).doesNotContain("adbkeyboard");
    assertThat(phone.sh("ime list -s -a").output()).contains("com.android.adbkeyboard/.AdbIME\n");
    phone.useAdbKeyboard();
    assertThat(phone.sh("settings get secure default_input_method").output())
        .isEqualTo("com.android.adbkeyboard/.AdbIME\n");
    phone.typeByBroadcast("größe ☀");
    assertThat(fieldText()).isEqualTo("größe ☀");
    phone.sh("am broadcast -a ADB_INPUT_TEXT --es msg ' mehr'");
    assertThat(fieldText()).isEqualTo("größe ☀ mehr");
    phone.sh("am broadcast -a ADB_CLEAR_TEXT");
    assertThat(fieldText()).isEqualTo("Search");
    phone.typeByBroadcast("ann");
    phone.sh("am broadcast -a ADB_EDITOR_CODE --ei code 3");
    assertThat(phone.words()).contains("Users");
    phone.sh("settings put secure default_input_method com.android.inputmethod.latin/.LatinIME");
    phone.tap("ann");
    phone.typeByBroadcast("lost");

    assertThat(phone.words()).doesNotContain("lost");
  }

  private String fieldText() {
    return phone.find(seen -> seen.is("EditText"), "a field").text();
  }

  @Test
  void a_keyboard_that_is_not_installed_is_unknown_until_it_is() {
    PhoneInHand bare = new PhoneInHand(PhoneConfig.named("BARE", "me").withAdbKeyboard(false));
    assertThat(bare.sh("pm list packages").output()).doesNotContain("adbkeyboard");
    assertThat(bare.sh("ime enable com.android.adbkeyboard/.AdbIME").errors())
        .contains("Unknown input method");
    bare.phone().files().write("/data/local/tmp/junk.apk", new byte[] {1, 2, 3, 4, 5});
    assertThat(bare.sh("pm install /data/local/tmp/junk.apk").output()).contains("Failure");
    byte[] apk = "PK\3\4 com.android.adbkeyboard".getBytes(StandardCharsets.US_ASCII);
    assertThat(bare.sh("cmd package install -S " + apk.length, apk).output())
        .isEqualTo("Success\n");

    assertThat(bare.sh("pm list packages").output()).contains("package:com.android.adbkeyboard\n");
    assertThat(bare.sh("ime enable com.android.adbkeyboard/.AdbIME").exit()).isZero();
  }

  @Test
  void plain_keys_have_no_letters_beyond_ascii() {
    phone.launch();
    phone.tap("Search");

    assertThat(phone.sh("input text 'größe'").errors()).contains("NullPointerException");
    assertThat(fieldText()).isEqualTo("Search");
  }

  @Test
  void keys_edit_where_the_cursor_is() {
    phone.launch();
    phone.tap("Search");
    phone.type("abc");
    phone.sh("input keyevent 122 112");
    phone.sh("input keyevent KEYCODE_MOVE_END KEYCODE_DEL");
    phone.type("%sd");

    assertThat(fieldText()).isEqualTo("b d");
    phone.key(111);
    assertThat(phone.sh("dumpsys input_method").output()).contains("mInputShown=false");
    assertThat(fieldText()).isEqualTo("b d");
  }

  @Test
  void a_long_press_is_no_tap() {
    phone.open("https://www.tiktok.com/@ann");
    phone.sh("input swipe 390 830 390 830 800");
    assertThat(phone.effects()).isEmpty();
    phone.sh("input swipe 390 830 390 830 50");

    assertThat(phone.effects()).extracting(Effect::kind).isEqualTo(List.of("follow"));
  }

  @Test
  void the_phone_tells_of_itself() {
    assertThat(phone.sh("getprop ro.build.version.sdk").output()).isEqualTo("34\n");
    assertThat(phone.sh("getprop ro.product.locale").output()).isEqualTo("en-US\n");
    assertThat(phone.sh("wm size").output()).isEqualTo("Physical size: 1080x2400\n");
    assertThat(phone.sh("pm grant com.zhiliaoapp.musically android.permission.READ_MEDIA_VIDEO"))
        .extracting(PhoneInHand.Answer::exit)
        .isEqualTo(0);
    assertThat(phone.sh("dumpsys package com.zhiliaoapp.musically").output())
        .contains("versionName=34.5.3")
        .contains("android.permission.READ_MEDIA_VIDEO: granted=true");
    assertThat(phone.sh("find /sdcard").exit()).isEqualTo(127);
    assertThat(phone.sh("content query --uri content://contacts/people").errors())
        .contains("Could not find provider: contacts");
  }
}
