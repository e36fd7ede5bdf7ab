package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drover.virtualphone.PhoneInHand.Answer;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests each fault of the screen, the app and the platform, and that it ends when it should. */
class FaultTest {
  private static final String VIDEO = "https://www.tiktok.com/@ann/video/7300000000000000001";

  private final PhoneInHand phone = PhoneInHand.withAccounts("me", "other");

  private void arm(Fault fault) {
    phone.phone().faults().arm(fault);
  }

  private void clear() {
    phone.phone().faults().disarmAll();
  }

  private Answer dump() {
    return phone.sh("uiautomator dump /sdcard/w.xml");
  }

  @Test
  void without_an_idle_state_the_dump_fails_with_exit_0_and_leaves_the_old_file() {
    phone.launch();
    dump();
    String old = phone.sh("cat /sdcard/w.xml").output();
    phone.tap("Profile");
    arm(Fault.of(Fault.Kind.NO_IDLE, "").times(2));

    for (int i = 0; i < 2; i++) {
      Answer answer = dump();
      assertThat(answer.exit()).isZero();
      assertThat(answer.output()).isEmpty();
      assertThat(answer.errors()).isEqualTo("ERROR: could not get idle state.\n");
      assertThat(phone.sh("cat /sdcard/w.xml").output()).isEqualTo(old);
    }
    assertThat(old).contains("For You");
    assertThat(dump().output()).contains("hierchary dumped");
    assertThat(phone.sh("cat /sdcard/w.xml").output()).contains("Edit profile");
  }

  @Test
  void a_video_that_is_paused_comes_to_rest() {
    phone.open(VIDEO);
    arm(Fault.of(Fault.Kind.NO_IDLE, "").lasting(Duration.ofSeconds(30)));
    assertThat(dump().errors()).contains("idle state");
    phone.tap(540, 1200);
    assertThat(dump().output()).contains("dumped");
    phone.tap(540, 1200);
    assertThat(dump().errors()).contains("idle state");
    phone.waitFor(Duration.ofSeconds(31));

    assertThat(dump().output()).contains("dumped");
  }

  @Test
  void a_dump_can_find_no_window() {
    arm(Fault.of(Fault.Kind.NULL_ROOT, ""));

    assertThat(dump().errors()).contains("null root node");
    assertThat(dump().output()).contains("dumped");
  }

  @Test
  void a_garbled_answer_differs_in_some_bytes() {
    arm(Fault.of(Fault.Kind.GARBLE, "echo"));
    String garbled = phone.sh("echo the whole answer of a phone").output();

    assertThat(garbled).hasSize(28).isNotEqualTo("the whole answer of a phone\n");
    assertThat(garbled).contains("whole");
    assertThat(phone.sh("echo again").output()).isEqualTo("again\n");
  }

  @Test
  void a_phone_can_say_what_harms_who_reads_it() {
    phone.open("https://www.tiktok.com/@ann");
    arm(Fault.says("input tap", "focus"));

    assertThat(phone.sh("echo as ever").output()).isEqualTo("as ever\n");
    assertThat(phone.sh("input tap 1 1").output())
        .startsWith("mCurrentFocus={{{{")
        .hasSizeGreaterThan(100_000);
    for (String speech : Fault.SPEECHES) {
      if (!speech.equals("endless")) {
        phone.phone().faults().disarmAll();
        arm(Fault.says("true", speech));
        assertThat(phone.sh("true").output().length()).as(speech).isBetween(500, 8 * 1024 * 1024);
      }
    }
  }

  @Test
  void what_an_app_shows_can_be_missing_in_the_hierarchy() {
    phone.open("https://www.tiktok.com/@ann/video/7300000000000000001");
    phone.tap("Read or add comments. 87 comments");
    assertThat(phone.words()).contains("lena_k", "Where is this?");
    arm(Fault.unreadable("comments"));
    assertThat(phone.words()).contains("lena_k").doesNotContain("Where is this?");
    arm(Fault.unreadable("comment_rows"));
    assertThat(phone.words()).doesNotContain("lena_k");
    phone.phone().faults().disarmAll();

    assertThat(phone.words()).contains("lena_k", "Where is this?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.unreadable("everything"))
        .withMessageContaining("caption_until_focused");
  }

  @Test
  void an_answer_that_is_to_be_said_must_be_known() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.says("", "sweet nothings"))
        .withMessageContaining("endless");
  }

  @Test
  void a_late_answer_comes_after_the_command_was_done_each_time() {
    phone.open("https://www.tiktok.com/@ann");
    arm(Fault.of(Fault.Kind.LATE, "input tap").lasting(Duration.ofSeconds(2)));
    phone.tap("Follow");
    phone.tap("Message");

    assertThat(phone.effects()).hasSize(1);
    assertThat(phone.struck())
        .hasSize(2)
        .allSatisfy(fault -> assertThat(fault.moment()).isEqualTo(Fault.Moment.AFTER))
        .allSatisfy(fault -> assertThat(fault.duration()).isEqualTo(Duration.ofSeconds(2)));
  }

  @Test
  void popups_of_the_app_stand_in_the_way_until_they_are_answered() {
    arm(Fault.popup("notifications"));
    phone.launch();
    assertThat(phone.words()).contains("Turn on notifications?", "Turn on", "Not now");
    phone.tap("Not now");
    assertThat(phone.words()).contains("For You");

    arm(Fault.popup("update"));
    phone.tap("Profile");
    assertThat(phone.words()).contains("A new version of TikTok is available", "Update");
    phone.tap("Not now");
    arm(Fault.popup("contacts"));
    phone.tap("Home");
    assertThat(phone.words()).contains("Sync your contacts to find friends", "OK");
    phone.tap("Don't allow");
    assertThat(phone.words()).contains("For You");
  }

  @Test
  void a_popup_can_come_right_before_a_tap() {
    phone.open(VIDEO);
    PhoneInHand.Seen like = phone.find("Like video. 1,204 likes");
    arm(
        new Fault(
            Fault.Kind.POPUP,
            "input tap",
            0,
            1,
            Fault.Moment.BEFORE,
            Duration.ZERO,
            "notifications"));
    phone.tap(like);

    assertThat(phone.words()).contains("Turn on notifications?");
    assertThat(phone.effects()).isEmpty();
  }

  @Test
  void dialogs_of_the_system_have_its_ids_and_windows() {
    arm(Fault.popup("permission"));
    phone.launch();
    assertThat(phone.look())
        .extracting(PhoneInHand.Seen::id)
        .contains(
            "com.android.permissioncontroller:id/permission_allow_foreground_only_button",
            "com.android.permissioncontroller:id/permission_allow_one_time_button",
            "com.android.permissioncontroller:id/permission_deny_button");
    phone.key(4);

    arm(Fault.popup("anr"));
    phone.tap("Profile");
    assertThat(phone.words()).contains("TikTok isn't responding");
    phone.tap(phone.find(seen -> seen.id().equals("android:id/aerr_wait"), "Wait"));
    assertThat(phone.words()).contains("Edit profile");

    arm(Fault.popup("crash"));
    phone.tap("Home");
    assertThat(phone.words()).contains("TikTok keeps stopping");
    assertThat(phone.sh("dumpsys window displays").output())
        .contains("u0 Application Error: " + PhoneInHand.APP);
    phone.tap(phone.find(seen -> seen.id().equals("android:id/aerr_close"), "Close app"));
    assertThat(phone.sh("dumpsys window displays").output()).contains("launcher");
  }

  @Test
  void a_crashed_app_starts_anew_and_may_crash_again() {
    arm(Fault.popup("crash").times(2));
    phone.open(VIDEO);
    assertThat(phone.words()).contains("TikTok keeps stopping");
    phone.tap(phone.find(seen -> seen.id().equals("android:id/aerr_close"), "Close app"));
    phone.launch();
    phone.tap(phone.find(seen -> seen.id().equals("android:id/aerr_restart"), "Open app again"));

    assertThat(phone.words()).contains("For You");
  }

  @Test
  void what_blocks_the_app_is_all_there_is_of_it() {
    phone.open(VIDEO);
    arm(Fault.of(Fault.Kind.LOGGED_OUT, ""));
    assertThat(phone.words()).containsExactly("Log in to TikTok", "Use phone / email / username");
    clear();
    arm(Fault.of(Fault.Kind.VERIFICATION, ""));
    assertThat(phone.words())
        .containsExactly("Verify to continue", "Drag the slider to fit the puzzle");
    clear();
    arm(Fault.of(Fault.Kind.SUSPENDED, ""));
    assertThat(phone.words()).containsExactly("Your account is suspended");
    clear();
    arm(new Fault(Fault.Kind.SUSPENDED, "", 0, 1, Fault.Moment.BEFORE, Duration.ZERO, "banned"));
    assertThat(phone.words()).containsExactly("Your account was permanently banned");
    clear();

    assertThat(phone.words()).contains("Follow ann");
  }

  @Test
  void an_app_can_be_logged_out_from_a_certain_command_on() {
    phone.open(VIDEO);
    arm(Fault.of(Fault.Kind.LOGGED_OUT, "input tap"));
    assertThat(phone.words()).contains("Follow ann");
    phone.tap("Follow ann");

    assertThat(phone.words()).contains("Log in to TikTok");
    assertThat(phone.effects()).isEmpty();
  }

  @Test
  void too_fast_has_no_effect_and_says_so() {
    phone.open(VIDEO);
    arm(Fault.of(Fault.Kind.TOO_FAST, "follow"));
    phone.tap("Like video. 1,204 likes");
    phone.tap("Follow ann");
    assertThat(phone.words())
        .contains("You're doing this too fast. Take a rest and try again later.");
    phone.tap("OK");

    assertThat(phone.words()).contains("Follow ann");
    assertThat(phone.effects()).extracting(Effect::kind).containsExactly("like");
  }

  @Test
  void too_fast_keeps_a_post_from_its_upload() {
    toPostPage();
    arm(Fault.of(Fault.Kind.TOO_FAST, "post"));
    phone.tap("Post");
    phone.tap("OK");
    phone.waitFor(Duration.ofMinutes(1));

    assertThat(phone.phone().screen().describe()).contains("post page");
    assertThat(phone.effects()).isEmpty();
  }

  private void toPostPage() {
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    phone.sh(
        "am start -a android.intent.action.SEND -t video/mp4 --eu android.intent.extra.STREAM"
            + " content://media/external/video/media/31 -p "
            + PhoneInHand.APP);
    phone.tap("Next");
  }

  @Test
  void what_the_platform_refuses_does_not_happen() {
    arm(Fault.of(Fault.Kind.REFUSE, "follow"));
    phone.open("https://www.tiktok.com/@ann");
    phone.tap("Follow");
    assertThat(phone.words()).contains("Follow");

    arm(Fault.of(Fault.Kind.REFUSE, "comment"));
    phone.open(VIDEO);
    phone.tap("Read or add comments. 87 comments");
    phone.tap("Add comment...");
    phone.type("hello");
    phone.tap("Post comment");
    assertThat(phone.words()).contains("Couldn't post comment", "hello");
    assertThat(phone.effects()).isEmpty();
  }

  @Test
  void an_upload_that_failed_can_be_tried_again() {
    toPostPage();
    arm(Fault.of(Fault.Kind.REFUSE, "post"));
    phone.tap("Post");
    phone.waitFor(Duration.ofSeconds(3));
    assertThat(phone.words()).contains("Upload failed. Tap to retry");
    assertThat(phone.effects()).isEmpty();
    phone.tap("Upload failed. Tap to retry");
    phone.waitFor(Duration.ofSeconds(3));

    assertThat(phone.words()).contains("Your video is posted");
    assertThat(phone.effects()).hasSize(1);
  }

  @Test
  void an_upload_that_stalls_goes_on_when_the_fault_is_cleared() {
    toPostPage();
    phone.tap("Post");
    arm(Fault.of(Fault.Kind.UPLOAD_STALLS, ""));
    phone.waitFor(Duration.ofMinutes(5));
    assertThat(phone.words()).contains("Uploading 45%");
    assertThat(phone.effects()).isEmpty();
    clear();
    phone.waitFor(Duration.ofSeconds(2));

    assertThat(phone.words()).contains("Your video is posted");
  }

  @Test
  void another_version_has_other_ids_and_other_words() {
    phone.open("https://www.tiktok.com/@ann");
    String id = phone.find("Follow").id();
    String version = phone.sh("dumpsys package " + PhoneInHand.APP).output();
    arm(Fault.moved("Follow", "Connect"));

    assertThat(phone.words()).contains("Connect", "Connecting").doesNotContain("Follow");
    assertThat(phone.find("Connect").id()).isNotEqualTo(id).matches(".*:id/[a-z]{3}");
    assertThat(phone.sh("dumpsys package " + PhoneInHand.APP).output()).isNotEqualTo(version);
    phone.tap("Connect");
    assertThat(phone.effects()).extracting(Effect::target).containsExactly("ann");
  }

  @Test
  void a_scan_that_never_ends_brings_nothing_into_the_gallery() {
    arm(Fault.of(Fault.Kind.SCAN_NEVER, ""));
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    phone.waitFor(Duration.ofHours(1));

    assertThat(phone.sh("content query --uri content://media/external/video/media").output())
        .isEqualTo("No result found.\n");
  }

  @Test
  void a_slow_app_shows_its_page_late() {
    arm(Fault.of(Fault.Kind.SLOW_APP, "profile of").lasting(Duration.ofSeconds(4)));
    phone.open("https://www.tiktok.com/@ann");
    assertThat(phone.words()).isEmpty();
    phone.tap(390, 830);
    phone.waitFor(Duration.ofSeconds(4));

    assertThat(phone.words()).contains("Follow");
    assertThat(phone.effects()).isEmpty();
  }

  @Test
  void a_popup_that_there_is_not_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.popup("coffee"))
        .withMessageContaining("notifications, update, contacts");
  }
}
