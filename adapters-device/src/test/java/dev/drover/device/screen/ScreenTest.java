package dev.drover.device.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfileReader;
import dev.drover.device.profile.Selector;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Fault.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests gestures on a virtual phone over genuine ADB. */
public class ScreenTest {
  private static final PackageName APP = new PackageName("com.zhiliaoapp.musically");
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final String ELEMENTS =
      """
      packages: [com.zhiliaoapp.musically]
      elements:
        feed.search: [{description: Search}]
        feed.author: [{text-regex: "@.*"}]
        feed.next_author: [{text: "@{}"}]
        feed.anything: [{clickable: true}]
        feed.tab: [{description-regex: Home|Inbox}]
        search.field: [{class: EditText}]
        nothing.at_all: [{text: nonesuch}]
      """;

  @TempDir private Path home;
  private final List<String> notes = new ArrayList<>();
  private VirtualPhone phone;
  private AdbPhones phones;
  private PhoneSession session;

  @BeforeEach
  void start() {
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"));
    phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
    phones.connect(phone.adbAddress());
    session = new PhoneSession(phones.phone(new DeviceSerial("FIRST")).orElseThrow(), () -> true);
  }

  @AfterEach
  void stop() {
    session.close();
    phones.close();
    phone.close();
  }

  private Screen screen(String moreRules) {
    AppProfile profile = AppProfileReader.read("test", "test.yaml", ELEMENTS + moreRules);
    Screen screen = new Screen(session, profile, ScreenTest::pause, notes::add);
    assertThat(screen.apps().launch(APP)).isTrue();
    return screen;
  }

  public static void pause(Duration duration) {
    try {
      assertThat(new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_element_is_found_on_the_screen_as_it_is_now() {
    Screen screen = screen("");

    assertThat(screen.find("search.field")).isEmpty();
    screen.tap(screen.await("feed.search", SOON));
    assertThat(screen.find("search.field")).isPresent();
    screen.pressBack();
    screen.hideKeyboard();
    assertThat(screen.awaitGone("search.field", "", Duration.ofMillis(100))).isFalse();
    screen.pressBack();
    assertThat(screen.awaitGone("search.field", "", SOON)).isTrue();
  }

  @Test
  void an_element_that_does_not_come_is_told_with_its_profile() {
    Screen screen = screen("");

    assertThatThrownBy(() -> screen.await("nothing.at_all", Duration.ofMillis(200)))
        .isInstanceOf(ElementNotFound.class)
        .hasMessageContaining("nothing.at_all")
        .hasMessageContaining("test.yaml");
    assertThatThrownBy(() -> screen.await("feed.tab", SOON))
        .isInstanceOf(Selector.Ambiguous.class)
        .hasMessageContaining("feed.tab is ambiguous");
  }

  @Test
  void all_elements_of_a_kind_are_told_in_reading_order() {
    Screen screen = screen("");

    assertThat(screen.findAllOn(screen.read(), "feed.tab", ""))
        .extracting(UiNode::description)
        .containsExactly("Home", "Inbox");
  }

  @Test
  void a_page_is_swiped_until_the_element_comes_or_no_more_swipes_are_left() {
    Screen screen = screen("");
    String first = screen.await("feed.author", SOON).text();
    screen.swipeUp();
    String second = screen.await("feed.author", SOON).text();
    screen.swipeUp();
    assertThat(second).isNotEqualTo(first);

    assertThat(screen.scrollTo("feed.next_author", first.substring(1), 12)).isPresent();
    assertThat(screen.scrollTo("nothing.at_all", "", 2)).isEmpty();
  }

  @Test
  void a_dialog_that_the_profile_knows_is_waved_off_and_told() {
    Screen screen =
        screen(
            """
              search.back: [{description-contains: Back}]
            dialogs:
              - {shows: search.field, tap: search.back, says: the search stands in the way}
            """);
    screen.tapOnce(screen.await("feed.search", SOON), () -> {});

    screen.read();

    assertThat(phone.describeScreen()).contains("feed");
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("the search stands in the way: tap ImageView (Back");
  }

  @Test
  void a_tap_that_a_dialog_took_is_repeated() {
    Screen screen =
        screen(
            """
              ask.not_now: [{text: Not now}]
              search.back: [{description-contains: Back}]
            dialogs:
              - {shows: ask.not_now, tap: ask.not_now, says: the app asks something}
            """);
    phone.inject(
        new Fault(
            Kind.POPUP,
            "uiautomator dump",
            0,
            1,
            Fault.Moment.AFTER,
            Duration.ZERO,
            "notifications"));

    screen.tap(screen.await("feed.search", SOON));

    assertThat(screen.await("search.back", SOON)).isNotNull();
    assertThat(notes)
        .hasSize(2)
        .last()
        .asString()
        .startsWith("the dialog took the tap on ImageView");
  }

  @Test
  void a_dialog_that_does_not_go_is_left_after_some_tries() {
    Screen screen = screen("dialogs: [{shows: feed.search, tap: feed.author, says: it stays}]\n");

    assertThat(screen.find("feed.search")).isPresent();
    assertThat(notes).hasSize(6);
  }

  @Test
  void a_screen_that_needs_a_person_ends_every_wait() {
    Screen screen =
        screen(
            """
            blocking:
              - {shows: search.field, says: asks who you are, remedy: log in on the phone, refused: true}
            """);
    screen.tap(screen.await("feed.search", SOON));

    assertThatThrownBy(() -> screen.await("nothing.at_all", Duration.ofMinutes(5)))
        .isInstanceOfSatisfying(AppBlocked.class, blocked -> assertThat(blocked.refused()).isTrue())
        .hasMessage("the app asks who you are; log in on the phone");
  }

  @Test
  void a_place_on_an_element_is_tapped_in_proportion() {
    Screen screen = screen("");
    UiNode bar =
        new UiNode(
            "",
            "",
            "",
            "",
            "",
            "",
            new Bounds(100, 200, 301, 241),
            true,
            true,
            false,
            false,
            false,
            UiNode.Traits.NONE,
            List.of());

    screen.tapAt(bar, 0, 0);
    screen.tapAt(bar, 0.25, 0.5);
    screen.tapAt(bar, 1, 1);
    screen.longPress(bar);

    assertThat(phone.commands())
        .extracting(command -> command.line())
        .endsWith(
            "input tap 100 200",
            "input tap 150 220",
            "input tap 300 240",
            "input swipe 200 220 200 220 800");
  }

  @Test
  void an_app_tells_its_version_and_goes_when_it_is_ended() {
    Screen screen = screen("");

    assertThat(screen.apps().version(APP)).contains("34.5.3");
    assertThat(screen.apps().version(new PackageName("com.example.missing"))).isEmpty();
    assertThat(screen.apps().foreground()).containsExactly(APP.value());
    screen.goHome();
    assertThat(screen.apps().foreground()).doesNotContain(APP.value());
    screen.apps().launch(APP);
    screen.apps().forceStop(APP);
    assertThat(screen.apps().foreground()).doesNotContain(APP.value());
  }

  @Test
  void a_screenshot_is_a_png() {
    assertThat(session.screenshot()).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void plain_text_takes_the_place_of_what_a_field_holds() {
    Screen screen = screen("");
    screen.tap(screen.await("feed.search", SOON));
    UiNode field = screen.await("search.field", SOON);

    screen.type(field, "100% it's \"plain\" $HOME; `id`");
    screen.type(screen.await("search.field", SOON), "second");

    assertThat(screen.await("search.field", SOON).text()).isEqualTo("second");
  }
}
