package dev.drover.device.control;

import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.hierarchy.NodeXml;
import dev.drover.device.hierarchy.ParsingThreads;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Gestures;
import dev.drover.device.screen.Keyboard;
import dev.drover.device.screen.TextEntry;
import dev.drover.device.screen.driver.DriverChoice;
import dev.drover.device.screen.driver.Pause;
import dev.drover.device.screen.driver.ScreenDrivers;
import dev.drover.device.screen.driver.ScreenDrivers.ClipboardClosed;
import dev.drover.domain.control.PhoneCommand;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out single commands on one phone. Used by one thread at a time. */
final class CommandExecution {
  /** Since this API level only the app in front may read the clipboard. */
  private static final int CLIPBOARD_GUARDED = 29;

  private final PhoneSession phone;
  private final ScreenDrivers drivers;
  private final Gestures gestures;
  private final Keyboard keyboard;
  private final TextEntry typing;
  private final NodeCommands nodes;
  private final ShellCommands shell;

  CommandExecution(PhoneSession phone, Pause pause, Consumer<String> notes, DriverChoice choice) {
    this.phone = phone;
    this.drivers = new ScreenDrivers(phone, pause, notes, choice);
    this.gestures = new Gestures(phone, drivers);
    this.keyboard = new Keyboard(phone);
    Surface surface = new Surface();
    this.typing = new TextEntry(surface, phone.address(), drivers, keyboard, pause);
    this.nodes = new NodeCommands(surface, gestures, typing, pause);
    this.shell = new ShellCommands(phone);
  }

  /** The screen as it is: no dialog is dismissed, and no tap repeated. */
  private final class Surface implements TextEntry.Surface {
    @Override
    public UiTree read() {
      return drivers.read();
    }

    @Override
    public void tap(UiNode node) {
      confirmed(gestures.tapMiddle(node));
    }

    @Override
    public void forgetTap() {
      // No tap is repeated.
    }
  }

  /** Returns the phone's own input method, if it was replaced for typing. */
  Optional<String> replacedInputMethod() {
    return keyboard.replaced();
  }

  /**
   * Carries out a command.
   *
   * @throws CommandRefused as {@link dev.drover.application.port.device.PhoneControl#perform}
   */
  Object perform(PhoneCommand command) {
    return switch (command) {
      case PhoneCommand.DeviceInfo() -> PhoneFacts.ask(phone);
      case PhoneCommand.Tap(int x, int y) -> done(() -> confirmed(gestures.tap(x, y)));
      case PhoneCommand.LongPress press ->
          done(() -> gestures.swipe(press.x(), press.y(), press.x(), press.y(), press.hold()));
      case PhoneCommand.Swipe swipe ->
          done(
              () ->
                  gestures.swipe(
                      swipe.fromX(), swipe.fromY(), swipe.toX(), swipe.toY(), swipe.duration()));
      case PhoneCommand.Drag drag ->
          done(
              () ->
                  gestures.drag(
                      drag.fromX(), drag.fromY(), drag.toX(), drag.toY(), drag.duration()));
      case PhoneCommand.PressKey(int code) -> done(() -> gestures.press(code));
      case PhoneCommand.WakeUp() -> done(gestures::wake);
      case PhoneCommand.Sleep() -> done(() -> gestures.press(Gestures.KEY_SLEEP));
      case PhoneCommand.IsScreenOn() -> PhoneFacts.isScreenOn(phone);
      case PhoneCommand.DumpHierarchy() -> {
        UiTree tree = drivers.read();
        yield ParsingThreads.process(() -> NodeXml.of(tree));
      }
      case PhoneCommand.OpenNotifications() ->
          done(() -> openPanel("open its notifications", "expand-notifications"));
      case PhoneCommand.OpenQuickSettings() ->
          done(() -> openPanel("open its quick settings", "expand-settings"));
      case PhoneCommand.SetClipboard(String text) -> done(() -> setClipboard(text));
      case PhoneCommand.GetClipboard() -> clipboard();
      case PhoneCommand.TypeText(String text) -> done(() -> typing.typeAtCursor(text));
      case PhoneCommand.Exists(var node) -> nodes.exists(node);
      case PhoneCommand.Count(var node) -> nodes.count(node);
      case PhoneCommand.NodeInfo(var node) -> nodes.info(node);
      case PhoneCommand.TapNode(var node) -> done(() -> nodes.tap(node));
      case PhoneCommand.LongPressNode(var node, var hold) ->
          done(() -> nodes.longPress(node, hold));
      case PhoneCommand.SetText(var node, String text) -> done(() -> nodes.setText(node, text));
      case PhoneCommand.ClearText(var node) -> done(() -> nodes.setText(node, ""));
      case PhoneCommand.GetText(var node) -> nodes.text(node);
      case PhoneCommand.WaitForExists(var node, var atMost) -> nodes.await(node, true, atMost);
      case PhoneCommand.WaitUntilGone(var node, var atMost) -> nodes.await(node, false, atMost);
      case PhoneCommand.ScrollTo scroll -> nodes.scrollTo(scroll);
      case PhoneCommand.Shell program -> shell.run(program);
      case PhoneCommand.Push push -> shell.push(push);
      case PhoneCommand.Install install -> shell.install(install);
    };
  }

  private static Boolean done(Runnable work) {
    work.run();
    return Boolean.TRUE;
  }

  private static void confirmed(boolean tapped) {
    if (!tapped) {
      throw new CommandRefused(
          "the phone did not confirm the tap, and may carry it out late; look at the screen before"
              + " you repeat it");
    }
  }

  private void openPanel(String what, String command) {
    shell.runOwn(what, ShellCommand.of("cmd", "statusbar", command));
  }

  private void setClipboard(String text) {
    try {
      drivers.setClipboard(text);
    } catch (ClipboardClosed closed) {
      throw new CommandRefused(String.valueOf(closed.getMessage()));
    }
  }

  private String clipboard() {
    String text;
    try {
      text = drivers.clipboard();
    } catch (ClipboardClosed closed) {
      throw new CommandRefused(String.valueOf(closed.getMessage()));
    }
    if (text.isEmpty() && PhoneFacts.apiLevel(phone) >= CLIPBOARD_GUARDED) {
      throw new CommandRefused(
          "the clipboard is empty, or the phone does not show it: since Android 10 only the app in"
              + " front may read it");
    }
    return text;
  }
}
