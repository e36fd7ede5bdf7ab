package dev.drover.testkit;

import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.NodeSelector.TextCondition;
import dev.drover.domain.control.PhoneCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What an obedient phone shows: a home screen with the icon {@value #ICON}, which opens a page with
 * a field and a button. Safe for use by any thread.
 */
final class ObedientScreen {
  static final String ICON = "Notes";
  static final String FIELD_CLASS = "android.widget.EditText";

  private static final int WIDTH = 1080;
  private static final int HEIGHT = 2400;
  private static final int LEVEL = 34;
  private static final int KEY_HOME = 3;
  private static final int KEY_BACK = 4;

  private boolean home = true;
  private boolean on = true;
  private boolean focused;
  private String text = "";
  private String clipboard = "";
  private boolean ownKeyboard = true;

  private record Node(
      String text,
      String id,
      String type,
      String app,
      boolean clickable,
      boolean focused,
      Box box) {}

  private record Box(int left, int top, int right, int bottom) {
    boolean contains(int x, int y) {
      return x >= left && x < right && y >= top && y < bottom;
    }

    @Override
    public String toString() {
      return "[" + left + "," + top + "][" + right + "," + bottom + "]";
    }
  }

  synchronized boolean showsHome() {
    return home;
  }

  synchronized boolean hasOwnKeyboard() {
    return ownKeyboard;
  }

  synchronized void restore(boolean goHome) {
    ownKeyboard = true;
    home |= goHome;
  }

  /**
   * Carries out a command. Waiting does not take time: a condition holds now or never.
   *
   * @throws CommandRefused if a node is missing, or the phone can't do it
   */
  synchronized Object perform(PhoneCommand command) {
    return switch (command) {
      case PhoneCommand.DeviceInfo() -> info();
      case PhoneCommand.Tap(int x, int y) -> done(() -> tap(x, y));
      case PhoneCommand.LongPress _,
          PhoneCommand.Swipe _,
          PhoneCommand.Drag _,
          PhoneCommand.OpenNotifications _,
          PhoneCommand.OpenQuickSettings _ ->
          true;
      case PhoneCommand.PressKey(int code) ->
          done(() -> home |= code == KEY_HOME || code == KEY_BACK);
      case PhoneCommand.WakeUp() -> done(() -> on = true);
      case PhoneCommand.Sleep() -> done(() -> on = false);
      case PhoneCommand.IsScreenOn() -> on;
      case PhoneCommand.DumpHierarchy() -> hierarchy();
      case PhoneCommand.SetClipboard(String copied) -> done(() -> clipboard = copied);
      case PhoneCommand.GetClipboard() -> clipboard;
      case PhoneCommand.TypeText(String typed) -> done(() -> type(text + typed));
      case PhoneCommand.Exists(NodeSelector node) -> find(node).isPresent();
      case PhoneCommand.Count(NodeSelector node) -> fitting(node).size();
      case PhoneCommand.NodeInfo(NodeSelector node) -> info(required(node));
      case PhoneCommand.TapNode(NodeSelector node) -> done(() -> tap(required(node).box()));
      case PhoneCommand.LongPressNode(NodeSelector node, _) -> done(() -> required(node));
      case PhoneCommand.SetText(NodeSelector node, String wanted) ->
          done(
              () -> {
                tap(required(node).box());
                type(wanted);
              });
      case PhoneCommand.ClearText(NodeSelector node) ->
          done(
              () -> {
                tap(required(node).box());
                text = "";
              });
      case PhoneCommand.GetText(NodeSelector node) -> required(node).text();
      case PhoneCommand.WaitForExists(NodeSelector node, _) -> find(node).isPresent();
      case PhoneCommand.WaitUntilGone(NodeSelector node, _) -> find(node).isEmpty();
      case PhoneCommand.ScrollTo(Optional<NodeSelector> within, NodeSelector node, _) -> {
        within.ifPresent(this::required);
        yield find(node).isPresent();
      }
      case PhoneCommand.Shell(List<String> args, _) ->
          args.getFirst().equals("echo")
              ? String.join(" ", args.subList(1, args.size())) + "\n"
              : args.getFirst() + ": not found\n";
      case PhoneCommand.Push push -> "1 file pushed to " + push.to();
      case PhoneCommand.Install _ -> "Success";
    };
  }

  private static Boolean done(Runnable work) {
    work.run();
    return true;
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(entries[i].toString(), entries[i + 1]);
    }
    return map;
  }

  private Map<String, Object> info() {
    return map(
        "currentPackageName",
        app(),
        "displayHeight",
        HEIGHT,
        "displayRotation",
        0,
        "displaySizeDpX",
        411,
        "displaySizeDpY",
        914,
        "displayWidth",
        WIDTH,
        "naturalOrientation",
        true,
        "productName",
        "obedient",
        "screenOn",
        on,
        "sdkInt",
        LEVEL);
  }

  private String app() {
    return home ? "com.example.launcher" : "com.example.notes";
  }

  private List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        new Node(
            "",
            "android:id/content",
            "android.widget.FrameLayout",
            app(),
            false,
            false,
            new Box(0, 0, WIDTH, HEIGHT)));
    if (home) {
      nodes.add(node(ICON, "icon", "android.widget.TextView", new Box(0, 1200, 270, 1470)));
    } else {
      nodes.add(node(text, "note", FIELD_CLASS, new Box(40, 200, 1040, 400)));
      nodes.add(node("Save", "save", "android.widget.Button", new Box(40, 420, 1040, 520)));
    }
    return nodes;
  }

  private Node node(String shown, String id, String type, Box box) {
    return new Node(
        shown, app() + ":id/" + id, type, app(), true, focused && type.equals(FIELD_CLASS), box);
  }

  private void tap(Box box) {
    tap((box.left() + box.right()) / 2, (box.top() + box.bottom()) / 2);
  }

  private void tap(int x, int y) {
    nodes().stream()
        .filter(node -> on && node.clickable() && node.box().contains(x, y))
        .findFirst()
        .ifPresent(
            node -> {
              focused = node.type().equals(FIELD_CLASS);
              home &= !node.text().equals(ICON);
            });
  }

  private void type(String wanted) {
    if (!focused) {
      throw new CommandRefused("no field has the focus");
    }
    ownKeyboard &= wanted.chars().allMatch(character -> character < 127);
    text = wanted;
  }

  private Node required(NodeSelector selector) {
    return find(selector)
        .orElseThrow(() -> new CommandRefused("no node on the screen fits (" + selector + ")"));
  }

  private Optional<Node> find(NodeSelector selector) {
    return fitting(selector).stream().skip(selector.index().orElse(0)).findFirst();
  }

  private List<Node> fitting(NodeSelector selector) {
    return nodes().stream()
        .filter(
            node ->
                fits(selector.text(), node.text())
                    && fits(selector.description(), "")
                    && fits(selector.className(), node.type())
                    && fits(selector.packageName(), node.app())
                    && fits(selector.resourceId(), node.id())
                    && is(selector.clickable(), node.clickable())
                    && is(selector.focused(), node.focused())
                    && is(selector.focusable(), node.clickable())
                    && is(selector.enabled(), true)
                    && is(selector.longClickable(), false)
                    && is(selector.checkable(), false)
                    && is(selector.checked(), false)
                    && is(selector.scrollable(), false)
                    && is(selector.selected(), false))
        .toList();
  }

  private static boolean is(Optional<Boolean> wanted, boolean state) {
    return wanted.filter(is -> is != state).isEmpty();
  }

  private static boolean fits(Optional<TextCondition> wanted, String text) {
    return wanted.filter(condition -> !fits(condition, text)).isEmpty();
  }

  private static boolean fits(TextCondition wanted, String text) {
    String value = wanted.value();
    return switch (wanted.comparison()) {
      case EQUALS -> text.equals(value);
      case CONTAINS -> text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
      case STARTS_WITH -> text.regionMatches(true, 0, value, 0, value.length());
      case MATCHES -> {
        try {
          yield Pattern.compile(value, Pattern.DOTALL).matcher(text).matches();
        } catch (PatternSyntaxException malformed) {
          throw new CommandRefused("the regular expression \"" + value + "\" can't be used");
        }
      }
    };
  }

  private static Map<String, Object> info(Node node) {
    Box box = node.box();
    Map<String, Object> bounds =
        map("left", box.left(), "top", box.top(), "right", box.right(), "bottom", box.bottom());
    return map(
        "text",
        node.text(),
        "contentDescription",
        "",
        "className",
        node.type(),
        "packageName",
        node.app(),
        "resourceName",
        node.id(),
        "bounds",
        bounds,
        "visibleBounds",
        bounds,
        "childCount",
        0,
        "checkable",
        false,
        "checked",
        false,
        "clickable",
        node.clickable(),
        "enabled",
        true,
        "focusable",
        node.clickable(),
        "focused",
        node.focused(),
        "longClickable",
        false,
        "scrollable",
        false,
        "selected",
        false);
  }

  private String hierarchy() {
    StringBuilder xml =
        new StringBuilder(
            "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\">");
    for (Node node : nodes()) {
      xml.append("<node text=\"")
          .append(node.text().replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"))
          .append("\" resource-id=\"")
          .append(node.id())
          .append("\" class=\"")
          .append(node.type())
          .append("\" package=\"")
          .append(node.app())
          .append("\" content-desc=\"\" clickable=\"")
          .append(node.clickable())
          .append("\" bounds=\"")
          .append(node.box())
          .append("\" />");
    }
    return xml.append("</hierarchy>").toString();
  }
}
