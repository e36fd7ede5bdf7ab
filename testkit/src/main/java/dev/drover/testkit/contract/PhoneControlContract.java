package dev.drover.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.application.port.device.PhoneControl.ControlOver;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.NodeSelector.Comparison;
import dev.drover.domain.control.NodeSelector.TextCondition;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.testkit.ControlLab;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link PhoneControl}, and of {@link DeviceGateway#control}. */
public abstract class PhoneControlContract {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final NodeSelector NOWHERE = NodeSelector.ofText("not on any screen");
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Longer than any ending may take. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final ControlLab lab;
  private final DeviceGateway gateway;
  private final AtomicBoolean mayGoOn = new AtomicBoolean(true);

  /**
   * @param lab a new lab without phones; closed after each test
   */
  protected PhoneControlContract(ControlLab lab) {
    this.lab = lab;
    this.gateway = lab.gateway();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private PhoneControl control() {
    gateway.connect(lab.start(FIRST.value()));
    return gateway.control(FIRST, mayGoOn::get);
  }

  private NodeSelector icon() {
    return NodeSelector.ofText(lab.icon());
  }

  private static NodeSelector text(Comparison comparison, String value, OptionalInt index) {
    Optional<Boolean> any = Optional.empty();
    return new NodeSelector(
        Optional.of(new TextCondition(comparison, value)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        any,
        any,
        any,
        any,
        any,
        any,
        any,
        any,
        any,
        index);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object answer) {
    assertThat(answer).isInstanceOf(Map.class);
    return (Map<String, Object>) answer;
  }

  private static Object value(Map<String, Object> map, String name) {
    return Optional.ofNullable(map.get(name))
        .orElseThrow(() -> new AssertionError("no " + name + " in " + map));
  }

  private static int middle(Map<String, Object> bounds, String from, String to) {
    return ((Integer) value(bounds, from) + (Integer) value(bounds, to)) / 2;
  }

  @Test
  void a_phone_tells_what_it_is() {
    try (PhoneControl control = control()) {
      Map<String, Object> info = map(control.perform(new PhoneCommand.DeviceInfo()));

      assertThat(info)
          .hasEntrySatisfying(
              "displayWidth",
              width ->
                  assertThat(width).asInstanceOf(InstanceOfAssertFactories.INTEGER).isPositive())
          .hasEntrySatisfying(
              "displayHeight",
              height ->
                  assertThat(height).asInstanceOf(InstanceOfAssertFactories.INTEGER).isPositive())
          .hasEntrySatisfying(
              "sdkInt",
              level ->
                  assertThat(level)
                      .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                      .isGreaterThan(20))
          .contains(
              entry("screenOn", true),
              entry("naturalOrientation", true),
              entry("displayRotation", 0))
          .containsKeys("currentPackageName", "productName", "displaySizeDpX", "displaySizeDpY");
    }
  }

  @Test
  void nodes_are_found_by_their_text() {
    try (PhoneControl control = control()) {
      String part = lab.icon().substring(1).toUpperCase(Locale.ROOT);

      assertThat(control.perform(new PhoneCommand.Exists(icon()))).isEqualTo(true);
      assertThat(control.perform(new PhoneCommand.Exists(NOWHERE))).isEqualTo(false);
      assertThat(control.perform(new PhoneCommand.Count(icon()))).isEqualTo(1);
      assertThat(control.perform(new PhoneCommand.Count(NOWHERE))).isEqualTo(0);
      assertThat(
              control.perform(
                  new PhoneCommand.Exists(text(Comparison.EQUALS, part, OptionalInt.empty()))))
          .isEqualTo(false);
      assertThat(
              control.perform(
                  new PhoneCommand.Exists(text(Comparison.CONTAINS, part, OptionalInt.of(0)))))
          .isEqualTo(true);
      assertThat(
              control.perform(
                  new PhoneCommand.Exists(text(Comparison.CONTAINS, part, OptionalInt.of(1)))))
          .isEqualTo(false);
      assertThat(
              control.perform(
                  new PhoneCommand.Exists(
                      text(
                          Comparison.STARTS_WITH,
                          lab.icon().substring(0, 1),
                          OptionalInt.empty()))))
          .isEqualTo(true);
      assertThat(
              control.perform(
                  new PhoneCommand.Exists(
                      text(
                          Comparison.MATCHES,
                          lab.icon().charAt(0) + "[A-Za-z]+",
                          OptionalInt.empty()))))
          .isEqualTo(true);
    }
  }

  @Test
  void a_node_tells_what_it_is() {
    try (PhoneControl control = control()) {
      Map<String, Object> info = map(control.perform(new PhoneCommand.NodeInfo(icon())));

      assertThat(info)
          .contains(entry("text", lab.icon()), entry("clickable", true), entry("enabled", true))
          .containsKeys(
              "className", "packageName", "resourceName", "contentDescription", "childCount");
      assertThat(map(value(info, "bounds"))).containsKeys("left", "top", "right", "bottom");
      assertThat(control.perform(new PhoneCommand.GetText(icon()))).isEqualTo(lab.icon());
    }
  }

  @Test
  void a_node_that_is_missing_is_named() {
    try (PhoneControl control = control()) {
      assertThatThrownBy(() -> control.perform(new PhoneCommand.TapNode(NOWHERE)))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("not on any screen");
      assertThatThrownBy(() -> control.perform(new PhoneCommand.GetText(NOWHERE)))
          .isInstanceOf(CommandRefused.class);
      assertThat(lab.showsHome("FIRST")).isTrue();
    }
  }

  @Test
  void a_regular_expression_that_can_not_be_used_is_refused() {
    try (PhoneControl control = control()) {
      assertThatThrownBy(
              () ->
                  control.perform(
                      new PhoneCommand.Exists(
                          text(Comparison.MATCHES, "(unclosed", OptionalInt.empty()))))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("(unclosed");
    }
  }

  @Test
  void waiting_tells_whether_it_came_to_be() {
    try (PhoneControl control = control()) {
      assertThat(control.perform(new PhoneCommand.WaitForExists(icon(), LONG))).isEqualTo(true);
      assertThat(control.perform(new PhoneCommand.WaitForExists(NOWHERE, MOMENT))).isEqualTo(false);
      assertThat(control.perform(new PhoneCommand.WaitUntilGone(NOWHERE, LONG))).isEqualTo(true);
      assertThat(control.perform(new PhoneCommand.WaitUntilGone(icon(), MOMENT))).isEqualTo(false);
      assertThat(
              control.perform(
                  new PhoneCommand.ScrollTo(Optional.empty(), icon(), OptionalInt.empty())))
          .isEqualTo(true);
      assertThat(
              control.perform(
                  new PhoneCommand.ScrollTo(Optional.empty(), NOWHERE, OptionalInt.empty())))
          .isEqualTo(false);
    }
  }

  @Test
  void the_hierarchy_has_elements_named_node() {
    try (PhoneControl control = control()) {
      assertThat(control.perform(new PhoneCommand.DumpHierarchy()))
          .asString()
          .startsWith("<?xml")
          .containsPattern("<node [^>]*text=\"" + lab.icon() + "\"")
          .containsPattern("bounds=\"\\[\\d+,\\d+]\\[\\d+,\\d+]\"");
    }
  }

  @Test
  void a_tap_reaches_the_phone_and_its_end_shows_home_again() {
    PhoneControl control = control();
    Map<String, Object> bounds =
        map(value(map(control.perform(new PhoneCommand.NodeInfo(icon()))), "bounds"));
    int x = middle(bounds, "left", "right");
    int y = middle(bounds, "top", "bottom");

    assertThat(control.perform(new PhoneCommand.Tap(x, y))).isEqualTo(true);

    assertThat(lab.showsHome("FIRST")).isFalse();
    control.close();
    assertThat(lab.showsHome("FIRST")).isTrue();
  }

  @Test
  void a_page_stays_where_its_attempt_goes_on() {
    PhoneControl control = control();
    control.perform(new PhoneCommand.TapNode(icon()));

    control.closeWithoutHome();

    assertThat(lab.showsHome("FIRST")).isFalse();
  }

  @Test
  void keys_and_the_screen_s_power_are_under_control() {
    try (PhoneControl control = control()) {
      control.perform(new PhoneCommand.TapNode(icon()));
      control.perform(new PhoneCommand.PressKey(3));
      assertThat(lab.showsHome("FIRST")).isTrue();

      control.perform(new PhoneCommand.Sleep());
      assertThat(control.perform(new PhoneCommand.IsScreenOn())).isEqualTo(false);
      control.perform(new PhoneCommand.WakeUp());
      assertThat(control.perform(new PhoneCommand.IsScreenOn())).isEqualTo(true);
    }
  }

  @Test
  void text_is_typed_replaced_and_removed() {
    try (PhoneControl control = control()) {
      NodeSelector field = lab.openField(control);

      control.perform(new PhoneCommand.SetText(field, "first"));
      assertThat(control.perform(new PhoneCommand.GetText(field))).isEqualTo("first");
      control.perform(new PhoneCommand.SetText(field, "it's $(id); \"x\""));
      assertThat(control.perform(new PhoneCommand.GetText(field))).isEqualTo("it's $(id); \"x\"");
      control.perform(new PhoneCommand.TypeText(" & more"));
      assertThat(control.perform(new PhoneCommand.GetText(field)))
          .isEqualTo("it's $(id); \"x\" & more");
      control.perform(new PhoneCommand.ClearText(field));
      assertThat(control.perform(new PhoneCommand.GetText(field)).toString()).doesNotContain("it");
    }
  }

  @Test
  void text_of_any_language_is_typed_and_the_phone_gets_its_own_keyboard_back() {
    PhoneControl control = control();
    NodeSelector field = lab.openField(control);
    control.perform(new PhoneCommand.SetText(field, "ab"));

    control.perform(new PhoneCommand.TypeText("日本 😀"));

    assertThat(control.perform(new PhoneCommand.GetText(field))).isEqualTo("ab日本 😀");
    control.close();
    assertThat(lab.hasOwnKeyboard("FIRST")).isTrue();
    assertThat(lab.showsHome("FIRST")).isTrue();
  }

  @Test
  void a_program_of_the_shell_gets_its_arguments_as_they_are() {
    try (PhoneControl control = control()) {
      assertThat(
              control.perform(
                  new PhoneCommand.Shell(List.of("echo", "a; id", "$HOME", "it's"), SOON)))
          .asString()
          .contains("a; id $HOME it's");
    }
  }

  @Test
  void nothing_is_sent_once_it_may_not_go_on() {
    PhoneControl control = control();
    control.perform(new PhoneCommand.TapNode(icon()));
    int before = lab.received("FIRST");
    mayGoOn.set(false);

    assertThatThrownBy(() -> control.perform(new PhoneCommand.Tap(1, 1)))
        .isInstanceOf(ControlOver.class)
        .hasMessageContaining("FIRST");
    control.close();

    assertThat(lab.received("FIRST")).isEqualTo(before);
    assertThat(lab.showsHome("FIRST")).isFalse();
  }

  @Test
  void a_command_under_way_sends_nothing_more_once_it_may_not_go_on() throws Exception {
    PhoneControl control = control();
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(
            () -> control.perform(new PhoneCommand.WaitForExists(NOWHERE, LONG)));
    awaitReceived(lab.received("FIRST") + 2);

    mayGoOn.set(false);

    assertOver(waiting);
    int after = lab.received("FIRST");
    control.close();
    assertThat(lab.received("FIRST")).isEqualTo(after);
  }

  @Test
  void an_abort_ends_a_command_that_waits() throws Exception {
    PhoneControl control = control();
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(
            () -> control.perform(new PhoneCommand.WaitForExists(NOWHERE, LONG)));
    awaitReceived(lab.received("FIRST") + 1);

    control.abort();

    assertOver(waiting);
    assertThatThrownBy(() -> control.perform(new PhoneCommand.Tap(1, 1)))
        .isInstanceOf(ControlOver.class);
    control.close();
  }

  @Test
  void an_abort_ends_a_command_that_the_phone_does_not_answer() throws Exception {
    PhoneControl control = control();
    int before = lab.received("FIRST");
    lab.fallSilent("FIRST");
    CompletableFuture<Object> stuck =
        CompletableFuture.supplyAsync(
            () -> control.perform(new PhoneCommand.Shell(List.of("echo"), LONG)));
    awaitReceived(before + 1);

    control.abort();

    assertOver(stuck);
  }

  @Test
  void closing_ends_a_command_under_way() throws Exception {
    PhoneControl control = control();
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(
            () -> control.perform(new PhoneCommand.WaitForExists(NOWHERE, LONG)));
    awaitReceived(lab.received("FIRST") + 1);

    control.close();

    assertOver(waiting);
    assertThatThrownBy(() -> control.perform(new PhoneCommand.Tap(1, 1)))
        .isInstanceOf(ControlOver.class);
  }

  @Test
  void a_control_that_was_aborted_still_restores_the_phone() {
    PhoneControl control = control();
    control.perform(new PhoneCommand.TapNode(icon()));
    control.abort();

    control.close();

    assertThat(lab.showsHome("FIRST")).isTrue();
  }

  @Test
  void a_phone_that_is_not_there_has_no_control() {
    assertThatThrownBy(() -> gateway.control(FIRST, () -> true))
        .isInstanceOf(DeviceUnreachable.class)
        .hasMessageContaining("FIRST");
  }

  @Test
  void a_phone_that_was_lost_is_unreachable() {
    try (PhoneControl control = control()) {
      lab.vanish("FIRST");

      assertThatThrownBy(() -> control.perform(new PhoneCommand.IsScreenOn()))
          .isInstanceOf(DeviceUnreachable.class)
          .hasMessageContaining("FIRST");
    }
  }

  private void awaitReceived(int atLeast) throws InterruptedException {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (lab.received("FIRST") < atLeast) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the phone received only " + lab.received("FIRST"));
      }
      assertThat(NEVER.await(5, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void assertOver(CompletableFuture<Object> command) {
    assertThatThrownBy(() -> command.get(SOON.toMillis(), TimeUnit.MILLISECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ControlOver.class);
  }
}
