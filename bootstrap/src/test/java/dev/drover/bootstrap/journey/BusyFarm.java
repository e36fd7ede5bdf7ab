package dev.drover.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.bootstrap.TestConfig;
import dev.drover.bootstrap.demo.DemoFarm;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/** A farm in the middle of a working day, to be pictured. */
final class BusyFarm implements AutoCloseable {

  private record Shelf(String serial, String model, String account) {}

  private static final List<Shelf> SHELVES =
      List.of(
          new Shelf("A1", "Pixel 8", "harbour.cafe"),
          new Shelf("A2", "Pixel 8", "north_trail"),
          new Shelf("A3", "Galaxy A54", "ceramics_by_jo"),
          new Shelf("A4", "Galaxy A54", "velo.berlin"),
          new Shelf("B1", "Redmi Note 12", "linden_books"),
          new Shelf("B2", "Redmi Note 12", "tiny.garden"),
          new Shelf("B3", "Pixel 6a", "slow.kitchen"),
          new Shelf("B4", "Pixel 6a", "night.market"));

  private final Server server;
  private final Api api;
  private final List<VirtualPhone> phones = new ArrayList<>();
  private long failed;
  private long done;

  private BusyFarm(Server server) {
    this.server = server;
    this.api = new Api(server.port());
  }

  static BusyFarm start(Path home, DatabaseAddress database, Clock clock) throws Exception {
    BusyFarm farm =
        new BusyFarm(
            Server.builder(TestConfig.of(home, database).home())
                .set("port", "0")
                .set("devices.adb-server", "127.0.0.1:1")
                .set("rate-limit.per-second", "0")
                .set("database-url", TestConfig.url(database))
                .clock(clock)
                .start());
    try {
      farm.fill();
      return farm;
    } catch (Exception | Error failed) {
      farm.close();
      throw failed;
    }
  }

  private void fill() throws Exception {
    for (Shelf shelf : SHELVES) {
      VirtualPhone phone =
          VirtualPhone.start(
              PhoneConfig.named(shelf.serial(), shelf.account()).withModel(shelf.model()));
      phones.add(phone);
      ok(api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}"));
      ObjectNode account =
          Api.JSON
              .createObjectNode()
              .put("username", shelf.account())
              .put("platform", "tiktok")
              .put("device", shelf.serial());
      account.putArray("tags").add(shelf.serial().startsWith("A") ? "berlin" : "lisbon");
      ok(api.post("/accounts", account.toString()));
    }
    materials();
    pastOf();
    presentOf();
  }

  private void materials() throws Exception {
    byte[] clip =
        Objects.requireNonNull(DemoFarm.class.getResourceAsStream("demo-clip.mp4")).readAllBytes();
    ok(
        api.upload(
            "/materials/espresso-machine.mp4?tags=coffee,short", BodyPublishers.ofByteArray(clip)));
    ok(api.upload("/materials/opening-hours.mp4?tags=coffee", BodyPublishers.ofByteArray(clip)));
    List<String> names =
        List.of("latte-art", "terrace", "menu-autumn", "croissants", "the-team", "rain-window");
    for (int i = 0; i < names.size(); i++) {
      ok(
          api.upload(
              "/materials/" + names.get(i) + ".png?tags=coffee",
              BodyPublishers.ofByteArray(painted(i))));
    }
  }

  /** What was done in the morning: most of it went well. */
  private void pastOf() throws Exception {
    List<Long> ids = new ArrayList<>();
    ids.addAll(follow("A1", "roastery.guild", "latte.daily"));
    ids.addAll(follow("A2", "alpine.club"));
    ids.addAll(follow("B1", "paper.and.ink", "slow.reading"));
    ids.addAll(follow("B3", "seasonal.table"));
    ids.addAll(follow("B4", "missing_one"));
    for (long id : ids) {
      ended(id);
    }
    long posted =
        api.create(
                "{'usernames': ['harbour.cafe'], 'script_name': 'post', 'script_config': {"
                    + "'captions': 'First espresso of the day ☕', 'material_list': ['espresso-machine.mp4']}}")
            .getFirst();
    ended(posted);
    done = posted;
    phone("A3").inject(Fault.moved("Follow", "Subscribe"));
    failed = follow("A3", "clay.collective").getFirst();
    ended(failed);
    phone("A4").inject(Fault.cut("input tap", Fault.Moment.AFTER));
    ended(follow("A4", "sunday.riders").getFirst());
    phone("B2").inject(Fault.of(Fault.Kind.LOGGED_OUT, ""));
    ended(
        api.create(
                "{'usernames': ['tiny.garden'], 'script_name': 'follow', 'script_config': {'target_users': ['@balcony.green']}}")
            .getFirst());
  }

  /** What runs now, what waits, and a phone that is off. */
  private void presentOf() throws Exception {
    ok(
        api.post(
            "/task",
            """
            {"serials": ["A1", "A2", "B1", "B4"], "script_name": "account_warmup", "script_config": {"task_duration": 900}}"""));
    follow("A1", "bean.hunters", "cup.notes", "oat.milk");
    follow("B1", "quiet.shelf", "second.hand.books");
    follow("B4", "street.food", "late.plates");
    for (String serial : List.of("A1", "A2", "B1", "B4")) {
      awaitState(serial, "busy");
    }
    phone("B3").goOffline();
    awaitState("B3", "offline");
  }

  private List<Long> follow(String serial, String... users) throws Exception {
    ObjectNode task = Api.JSON.createObjectNode().put("script_name", "follow");
    task.putArray("serials").add(serial);
    ArrayNode targets = task.putObject("script_config").putArray("target_users");
    for (String user : users) {
      targets.add("@" + user);
    }
    return api.create(task.toString());
  }

  private void ended(long id) throws Exception {
    api.awaitTask(id, "ended", task -> task.path("status").asInt() > 1);
  }

  private void awaitState(String serial, String state) throws Exception {
    while (!api.get("/devices/" + serial).data().path("state").asText().equals(state)) {
      Passing.untilNextLook();
    }
  }

  private VirtualPhone phone(String serial) {
    return phones.stream().filter(phone -> phone.serial().equals(serial)).findFirst().orElseThrow();
  }

  private static void ok(Api.Answer answer) {
    assertThat(answer.code()).as(answer.message()).isZero();
  }

  /** A picture of its own for each number. */
  private static byte[] painted(int number) throws IOException {
    BufferedImage image = new BufferedImage(540, 720, BufferedImage.TYPE_INT_RGB);
    Graphics2D paint = image.createGraphics();
    paint.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float hue = number * 0.13f + 0.05f;
    paint.setPaint(
        new GradientPaint(
            0,
            0,
            Color.getHSBColor(hue, 0.35f, 0.95f),
            540,
            720,
            Color.getHSBColor(hue + 0.1f, 0.6f, 0.55f)));
    paint.fillRect(0, 0, 540, 720);
    paint.setColor(new Color(255, 255, 255, 90));
    paint.fillOval(60 + number * 40, 180, 300, 300);
    paint.setColor(new Color(0, 0, 0, 60));
    paint.fillOval(200, 380 - number * 20, 260, 260);
    paint.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  int port() {
    return server.port();
  }

  /** A phone on which something runs. */
  String showcase() {
    return "A1";
  }

  long failed() {
    return failed;
  }

  long done() {
    return done;
  }

  /** Accounts that a post could be made with. */
  List<String> posting() {
    return List.of("harbour.cafe", "linden_books");
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      phones.forEach(VirtualPhone::close);
    }
  }
}
