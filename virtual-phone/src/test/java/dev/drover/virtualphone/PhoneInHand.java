package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A phone without ports that is used as a person does: it reads the screen by {@code uiautomator
 * dump}, taps on elements, and waits by moving the phone's clock.
 */
final class PhoneInHand {
  static final String APP = "com.zhiliaoapp.musically";
  private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

  private final TestClock clock = new TestClock();
  private final Phone phone;
  private final List<Fault> struck = new ArrayList<>();

  PhoneInHand(PhoneConfig config) {
    phone = new Phone(config, clock, _ -> {});
  }

  /** A phone with other social apps than the registered ones. */
  PhoneInHand(List<SocialAppDescriptor> apps, PhoneConfig config) {
    phone = new Phone(apps, config, clock, _ -> {});
  }

  static PhoneInHand withAccounts(String... accounts) {
    return new PhoneInHand(PhoneConfig.named("HAND", accounts));
  }

  private static final class TestClock extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** What a command gave. */
  record Answer(int exit, String output, String errors) {}

  /** Something on the screen. */
  record Seen(Map<String, String> attributes, int left, int top, int right, int bottom) {
    String text() {
      return attributes.getOrDefault("text", "");
    }

    String description() {
      return attributes.getOrDefault("content-desc", "");
    }

    String id() {
      return attributes.getOrDefault("resource-id", "");
    }

    boolean is(String type) {
      return attributes.getOrDefault("class", "").endsWith("." + type);
    }

    boolean selected() {
      return "true".equals(attributes.get("selected"));
    }

    boolean clickable() {
      return "true".equals(attributes.get("clickable"));
    }

    boolean says(String words) {
      return text().equals(words) || description().equals(words);
    }
  }

  /** The faults of the connection that commands have met. */
  List<Fault> struck() {
    return List.copyOf(struck);
  }

  Phone phone() {
    return phone;
  }

  void waitFor(Duration duration) {
    clock.now = clock.now.plus(duration);
  }

  Answer sh(String line) {
    return sh(line, new byte[0]);
  }

  Answer sh(String line, byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      int exit =
          new Shell(
                  phone,
                  1,
                  fault -> {
                    struck.add(fault);
                    if (fault.kind() == Fault.Kind.POPUP) {
                      phone.screen().showPopup(fault.name());
                    }
                  })
              .run(line, new ByteArrayInputStream(input), out::writeBytes, err::writeBytes);
      return new Answer(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  void launch() {
    assertThat(sh("am start -W -n " + APP + "/com.ss.android.ugc.aweme.main.MainActivity").exit())
        .isZero();
  }

  void open(String url) {
    assertThat(sh("am start -W -a android.intent.action.VIEW -d '" + url + "' " + APP).exit())
        .isZero();
  }

  List<Seen> look() {
    String xml =
        sh("rm -f /sdcard/w.xml; uiautomator dump /sdcard/w.xml; cat /sdcard/w.xml").output();
    return parse(xml.substring(xml.indexOf("<?xml")));
  }

  private static List<Seen> parse(String xml) {
    try (InputStream in = new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))) {
      NodeList nodes =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(in)
              .getElementsByTagName("node");
      List<Seen> seen = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        seen.add(seen((Element) nodes.item(i)));
      }
      return seen;
    } catch (IOException | SAXException | ParserConfigurationException malformed) {
      throw new AssertionError("not the XML of a screen: " + xml, malformed);
    }
  }

  private static Seen seen(Element node) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < node.getAttributes().getLength(); i++) {
      attributes.put(
          node.getAttributes().item(i).getNodeName(), node.getAttributes().item(i).getNodeValue());
    }
    String[] bounds = node.getAttribute("bounds").split("\\D+");
    return new Seen(
        attributes,
        Integer.parseInt(bounds[1]),
        Integer.parseInt(bounds[2]),
        Integer.parseInt(bounds[3]),
        Integer.parseInt(bounds[4]));
  }

  /** All words on the screen. */
  List<String> words() {
    return look().stream()
        .flatMap(seen -> List.of(seen.text(), seen.description()).stream())
        .filter(words -> !words.isEmpty())
        .toList();
  }

  Seen find(String words) {
    return find(seen -> seen.says(words), words);
  }

  Seen find(Predicate<Seen> wanted, String what) {
    List<Seen> screen = look();
    return screen.reversed().stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError(what + " is not on the screen: " + words()));
  }

  void tap(String words) {
    tap(find(words));
  }

  void tap(Seen seen) {
    tap((seen.left() + seen.right()) / 2, (seen.top() + seen.bottom()) / 2);
  }

  void tap(int x, int y) {
    assertThat(sh("input tap " + x + " " + y).exit()).isZero();
  }

  void swipeUp() {
    sh("input swipe 540 1600 540 600 300");
  }

  void swipeDown() {
    sh("input swipe 540 600 540 1600 300");
  }

  void type(String ascii) {
    assertThat(sh("input text '" + ascii.replace(" ", "%s").replace("'", "'\\''") + "'").exit())
        .isZero();
  }

  void useAdbKeyboard() {
    sh("ime enable com.android.adbkeyboard/.AdbIME; ime set com.android.adbkeyboard/.AdbIME");
  }

  void typeByBroadcast(String text) {
    sh(
        "am broadcast -a ADB_INPUT_B64 --es msg "
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  void key(int code) {
    sh("input keyevent " + code);
  }

  /** Puts a file on the phone and waits until the gallery knows it. */
  void addMedia(String path, String content) {
    phone.files().write(path, content.getBytes(StandardCharsets.UTF_8));
    sh(
        "content call --uri content://media --method scan_file --arg "
            + path.replace("/sdcard", "/storage/emulated/0"));
    waitFor(Duration.ofSeconds(1));
  }

  List<Effect> effects() {
    return phone.effects();
  }
}
