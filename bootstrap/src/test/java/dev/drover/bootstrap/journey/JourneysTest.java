package dev.drover.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.drover.application.access.CreateApiKey;
import dev.drover.bootstrap.TestConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.demo.DemoFarm;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people come to the dashboard for, by clicks and keys, on a real server with virtual phones.
 * Each journey has phones of its own on the one server of all; so they need no order.
 */
@ExtendWith(RealPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
// One visitor after the other, longer than any other class takes.
@Order(1)
class JourneysTest {
  @RegisterExtension static final Stage STAGE = new Stage();

  /** Long enough to be seen, also on a machine that does much else. */
  private static final Duration A_WHILE = Duration.ofSeconds(4);

  /** In bytes. */
  private static final int UPLOADED_A_SECOND = 500_000;

  private static final int MANY = 500;

  /** The words of the virtual phone's login page. */
  private static final String LOGIN_NAME = "Username";

  private static final String LOGIN_PASSWORD = "Password";
  private static final String LOGIN_BUTTON = "Log in";

  private Farm farm;

  @BeforeAll
  void open(@TempDir Path home, DatabaseAddress database) throws Exception {
    farm = Farm.start(home, database);
  }

  @AfterAll
  void close() {
    farm.close();
  }

  @Test
  void a_fresh_demo_leads_to_its_first_task(@TempDir Path home, DatabaseAddress database)
      throws Exception {
    try (DemoFarm demo = DemoFarm.start(TestConfig.of(home, database), 2, _ -> {})) {
      int port = URI.create(demo.apiUrl()).getPort();
      letTasksTakeAWhile(home);
      Visitor ann = STAGE.visitor(port).go("/");

      assertThat(ann.text("The phones are ready")).isVisible();
      ann.link("Make the first task").click();
      ann.isAt("/new\\?script=follow&phones=DEMO-1");
      // The field that is missing has the focus already.
      assertThat(ann.page().locator("main textarea:focus")).isVisible();
      ann.page().keyboard().type("@ann");
      ann.button("Make 1 task").click();
      ann.isAt("/tasks/1");
      ann.turnTo("Farm");

      assertThat(ann.card("DEMO-1")).containsText("Follow @ann");
      assertThat(ann.card("DEMO-1")).containsText("Idle");
      ann.card("DEMO-1").click();
      ann.isIdle();
      ann.page()
          .getByRole(AriaRole.LISTITEM)
          .filter(new Locator.FilterOptions().setHasText("Follow @ann"))
          .click();
      assertThat(ann.verdict()).containsText("Done");
      assertThat(ann.page().locator(".timeline")).containsText("Attempt 1");
    }
  }

  /** Has the first app that each of a demo's phones starts take its time. */
  private static void letTasksTakeAWhile(Path home) throws Exception {
    String stall =
        "{\"kind\": \"stall\", \"match\": \"am start\", \"moment\": \"before\", \"times\": 1,"
            + " \"for_ms\": "
            + A_WHILE.toMillis()
            + "}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (JsonNode phone :
          Api.JSON.readTree(Files.readString(home.resolve("demo.json"))).path("phones")) {
        assertThat(
                client
                    .send(
                        HttpRequest.newBuilder(
                                URI.create(phone.path("control").asText() + "/faults"))
                            .PUT(BodyPublishers.ofString(stall))
                            .build(),
                        BodyHandlers.ofString())
                    .statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void a_clip_is_posted_to_two_accounts(@TempDir Path folder) throws Exception {
    VirtualPhone first = farm.phone("POST-1", "sea_ann");
    VirtualPhone second = farm.phone("POST-2", "sea_bob");
    farm.account("sea_ann", "POST-1");
    farm.account("sea_bob", "POST-2");
    Visitor ann = STAGE.visitor(farm.port()).go("/");

    ann.turnTo("Materials");
    slowUploads(ann.page());
    FileChooser chooser =
        ann.page().waitForFileChooser(() -> ann.button("Upload files").first().click());
    chooser.setFiles(clip(folder.resolve("waves.mp4")));
    assertThat(ann.page().locator(".uploads").getByRole(AriaRole.PROGRESSBAR)).isVisible();
    assertThat(ann.page().locator(".uploads .done")).containsText("waves.mp4");
    assertThat(ann.page().locator(".thumbs")).containsText("waves.mp4");

    ann.turnTo("New");
    ann.page()
        .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("What to do"))
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Post")))
        .click();
    ann.checkAtOnce("@sea_ann", "@sea_bob");
    ann.field("Caption").fill("Waves 🌊🐚 #sea");
    ann.page().locator("summary").getByText("Files").click();
    ann.button("Choose from the library").click();
    ann.page().locator(".picker").getByText("waves.mp4").click();
    assertThat(ann.page().locator(".preview")).containsText("2 tasks on 2 phones");
    ann.button("Make 2 tasks").click();

    ann.isAt("/tasks\\?batch=\\d+");
    assertThat(ann.page().locator(".share-words")).hasText(Pattern.compile("^\\s*Done\\s*2\\s*$"));
    ann.page()
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText("sea_bob"))
        .locator("td.what a")
        .click();
    assertThat(ann.verdict()).containsText("Done");
    assertThat(ann.text("The screen after its effect")).isVisible();
    assertThat(List.of(first, second))
        .extracting(phone -> phone.effects().getFirst())
        .extracting(Effect::kind, effect -> effect.details().get("description"))
        .containsExactly(tuple("post", "Waves 🌊🐚 #sea"), tuple("post", "Waves 🌊🐚 #sea"));
  }

  @Test
  void a_failed_task_shows_what_to_repair() throws Exception {
    VirtualPhone phone = farm.phone("MOVED-1", "ann_moved");
    phone.inject(Fault.moved("Follow", "Subscribe"));
    long id = farm.follow("MOVED-1", "carla");
    Visitor ann = STAGE.visitor(farm.port()).go("/");

    ann.card("MOVED-1").click();
    ann.isIdle();
    ann.page()
        .getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHasText("Failed"))
        .click();
    ann.isAt("/tasks/" + id);
    assertThat(ann.verdict()).containsText("Something on the screen was not found");
    assertThat(ann.page().locator(".sought")).containsText("profile.follow_button");
    assertThat(ann.page().locator(".inspector-screen img")).isVisible();
    ann.page().getByPlaceholder("Text, description, id, class").fill("subscribe");
    ann.page()
        .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Elements of the screen"))
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(Pattern.compile("^Subscribe Button")))
        .click();
    String selector = ann.page().locator(".inspector-node code").textContent();
    assertThat(selector).contains("Subscribe").contains("Button");
    aRepairIsProposed(ann);

    Path profiles = Files.createDirectories(farm.home().resolve("profiles"));
    Files.writeString(
        profiles.resolve("tiktok.yaml"),
        "elements:\n  profile.follow_button:\n    "
            + selector
            + "\n  profile.following_button:\n    "
            + selector.replace("Subscribe", "Subscribeing")
            + "\n");
    try {
      ann.button("Retry").click();
      assertThat(ann.verdict()).containsText("Done");
    } finally {
      Files.delete(profiles.resolve("tiktok.yaml"));
    }
    assertThat(phone.effects()).extracting(Effect::target).containsExactly("carla");
  }

  /** Of the element that has just been chosen on the screen. */
  private static void aRepairIsProposed(Visitor ann) {
    Locator repair = ann.page().locator(".repair");
    assertThat(
            repair.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Propose a repair")))
        .isDisabled();
    repair.getByRole(AriaRole.COMBOBOX).selectOption("profile.follow_button");
    ann.button("Propose a repair: it is this one").click();
    Locator first = repair.locator(".repair-found").first();
    assertThat(first.locator("summary")).containsText("Button \"Subscribe\"");
    assertThat(first.locator("summary")).containsText("names nothing wrongly");
    assertThat(first.locator("pre")).containsText("+++ profiles/tiktok.yaml");
    assertThat(first.locator("pre")).containsText("+  profile.follow_button:");
    assertThat(first.locator(".command")).containsText("patch -p0 < task-");
    assertThat(repair.locator(".notice.warn")).hasCount(0);
    assertThat(Axe.violations(ann.page())).isEmpty();
  }

  @Test
  void an_unknown_outcome_is_explained_and_not_repeated_unasked() throws Exception {
    VirtualPhone phone = farm.phone("CUT-1", "ann_cut");
    phone.inject(Fault.cut("input tap", Fault.Moment.AFTER));
    long id = farm.follow("CUT-1", "dora");
    Visitor ann = STAGE.visitor(farm.port()).go("/");

    Locator need =
        ann.page()
            .locator(".need")
            .filter(new Locator.FilterOptions().setHasText("Follow @dora on CUT-1"));
    assertThat(need).containsText("may have done its work");
    need.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Decide")).click();
    ann.isAt("/tasks/" + id);
    assertThat(ann.verdict()).containsText("Outcome unknown");
    assertThat(ann.verdict()).containsText("a retry could do it twice");

    ann.button("Retry …").click();
    assertThat(ann.dialog()).containsText("Look at the account in the app");
    ann.inDialog("Cancel").click();
    assertThat(ann.verdict()).containsText("Outcome unknown");
    ann.button("Retry …").click();
    ann.inDialog("Retry anyway").click();

    assertThat(ann.verdict()).containsText("Done");
    assertThat(phone.effects()).hasSize(1);
    ann.turnTo("Farm");
    assertThat(ann.card("CUT-1")).isVisible();
    assertThat(need).hasCount(0);
  }

  @Test
  void an_account_that_is_logged_out_is_logged_in_by_hand() throws Exception {
    VirtualPhone phone = farm.phone("OUT-1", "ann_out");
    farm.account("ann_out", "OUT-1");
    phone.logOut("tiktok", "ann_out");
    List<Long> ids =
        farm.api()
            .create(
                "{'usernames': ['ann_out'], 'script_name': 'follow', 'script_config':"
                    + " {'target_users': ['@kim', '@lea']}}");
    Visitor ann = STAGE.visitor(farm.port()).go("/");

    Locator need =
        ann.page()
            .locator(".need")
            .filter(new Locator.FilterOptions().setHasText("@ann_out is held on OUT-1"));
    assertThat(need).containsText("logged out");
    need.getByText("Take over OUT-1").click();
    ann.isAt("/phones/OUT-1.*");
    ann.button("Take over").first().click();
    assertThat(ann.text("You drive OUT-1")).isVisible();

    touch(ann, phone, "TikTok");
    touch(ann, phone, LOGIN_NAME);
    ann.page().keyboard().type("ann_out");
    touch(ann, phone, LOGIN_PASSWORD);
    ann.page().keyboard().type("s3cret");
    touch(ann, phone, LOGIN_BUTTON);
    ann.button("Release @ann_out").click();
    assertThat(ann.page().locator(".hands-guide")).containsText("@ann_out is released");
    ann.button("Give back").first().click();

    assertThat(ann.page().locator(".task-list").last()).containsText("Follow @lea");
    assertThat(farm.api().awaitStatus(ids.getLast(), "completed").path("outcome").asText())
        .isEqualTo("committed");
    assertThat(phone.effects()).extracting(Effect::target).contains("lea");
    ann.turnTo("Farm");
    assertThat(need).hasCount(0);
  }

  @Test
  void the_second_person_at_a_phone_is_told_who_has_it() throws Exception {
    VirtualPhone phone = farm.phone("BOTH-1", "ann_both");
    String forAnn = key("ann", AccessScope.WRITE);
    String forBob = key("bob", AccessScope.WRITE);
    askForKeys();
    try {
      Visitor ann = STAGE.visitor(farm.port()).go("/phones/BOTH-1");
      ann.signIn(forAnn);
      Visitor bob = STAGE.visitor(farm.port()).go("/phones/BOTH-1");
      bob.signIn(forBob);
      ann.button("Take over").click();
      assertThat(ann.text("You drive BOTH-1")).isVisible();

      assertThat(bob.text("BOTH-1 is driven by ann, by hand.")).isVisible();
      bob.button("Take over when it is free").click();
      assertThat(bob.text("You are next")).isVisible();
      // The phone has been woken up by then.
      assertThat(ann.page().locator(".hands-busy")).hasCount(0);
      ann.button("Give back").click();
      assertThat(bob.text("You drive BOTH-1")).isVisible();
      assertThat(ann.text("BOTH-1 is driven by bob, by hand.")).isVisible();
      assertThat(bob.page().locator(".hands-busy")).hasCount(0);
      bob.turnTo("Farm");
      assertThat(bob.card("BOTH-1")).containsText("Idle");
      assertThat(phone.effects()).isEmpty();
    } finally {
      askForNoKeys();
    }
  }

  @Test
  void five_hundred_tasks_are_stopped_at_once_after_a_preview() throws Exception {
    farm.phone("MANY-1", "ann_many");
    assertThat(farm.api().post("/devices/MANY-1/pause", "").code()).isZero();
    String users =
        IntStream.range(0, MANY).mapToObj(i -> "'user_" + i + "'").collect(Collectors.joining(","));
    List<Long> ids =
        farm.api()
            .create(
                "{'serials': ['MANY-1'], 'script_name': 'follow', 'script_config': {'target_users':"
                    + " ["
                    + users
                    + "]}}");
    assertThat(farm.api().post("/task/" + ids.getFirst() + "/cancel", "").code()).isZero();
    Visitor ann = STAGE.visitor(farm.port()).go("/");

    ann.turnTo("Tasks");
    ann.page()
        .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Phone"))
        .fill("MANY-1");
    ann.isAt("/tasks\\?serial=MANY-1");
    assertThat(ann.page().locator(".head")).containsText("500 tasks");
    ann.field("Choose all that are shown").check();
    ann.button("Choose all 500 that match").click();
    assertThat(ann.text("500 chosen")).isVisible();
    ann.button("Stop").click();
    assertThat(ann.dialog()).containsText("499 wait, and are cancelled.");
    assertThat(ann.dialog()).containsText("1 has ended already.");
    ann.page().keyboard().press("Escape");
    assertThat(ann.dialog()).hasCount(0);
    assertThat(farm.api().get("/task?serial=MANY-1&status=0").data().path("total").asInt())
        .isEqualTo(MANY - 1);

    ann.button("Stop").click();
    ann.inDialog("Stop 499 tasks").click();
    assertThat(ann.dialog()).containsText("499 tasks have ended.");
    ann.dialog().locator("footer button").click();

    // Nothing is lost: all are there, cancelled, and could be tried again.
    assertThat(ann.page().locator(".head")).containsText("500 tasks");
    assertThat(ann.page().locator("tbody tr").first()).containsText("Cancelled");
    assertThat(farm.api().get("/task?serial=MANY-1&status=3").data().path("total").asInt())
        .isEqualTo(MANY);
  }

  @Test
  void the_page_outlives_a_restart_of_its_server() throws Exception {
    VirtualPhone phone = farm.phone("AGAIN-1", "ann_again");
    Visitor ann =
        STAGE
            .visitor(farm.port())
            // What the browser tells while no server is there.
            .expects(
                "net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|NETWORK_IO_SUSPENDED)")
            .expects("WebSocket connection to .* failed")
            .expects("status of 503")
            .go("/");
    assertThat(ann.card("AGAIN-1")).containsText("Idle");
    ann.page().evaluate("() => { window.sameAsBefore = true; }");

    farm.stop();
    assertThat(ann.text("No news from the server since")).isVisible();
    farm.start(Map.of(), Server::pauseQueue);

    assertThat(ann.text("No news from the server since")).isHidden();
    assertThat(ann.text("Everything is paused")).isVisible();
    ann.button("Resume all").click();
    assertThat(ann.text("Everything is paused")).isHidden();
    phone.inject(Fault.stall("am start", A_WHILE));
    farm.follow("AGAIN-1", "emma");
    assertThat(ann.card("AGAIN-1")).containsText("Follow @emma");
    assertThat(ann.card("AGAIN-1")).containsText("Idle");
    assertThat(phone.effects()).extracting(Effect::target).containsExactly("emma");
    assertThat(ann.page().evaluate("() => window.sameAsBefore")).isEqualTo(true);
  }

  @Test
  void a_key_to_look_only_changes_nothing_and_is_offered_nothing() throws Exception {
    farm.phone("LOOK-1", "ann_look");
    farm.account("ann_look", "LOOK-1");
    long id = farm.follow("LOOK-1", "fred");
    farm.api().awaitStatus(id, "completed");
    String key = key("looker", AccessScope.READ);
    askForKeys();
    try {
      Visitor ann = STAGE.visitor(farm.port()).go("/tasks");
      assertThat(ann.page().getByRole(AriaRole.HEADING)).hasText("Sign in");
      assertThat(ann.page().getByRole(AriaRole.NAVIGATION)).hasCount(0);
      assertThat(ann.complaints()).isEmpty();

      ann.expects("status of 401");
      ann.field("API key").fill(key + "x");
      ann.page().keyboard().press("Enter");
      assertThat(ann.text("This key is not one of this server's")).isVisible();
      ann.signIn(key);
      assertThat(ann.page().locator("tbody tr").first()).isVisible();

      for (String path :
          List.of(
              "/",
              "/phones/LOOK-1",
              "/tasks",
              "/tasks/" + id,
              "/accounts",
              "/materials",
              "/stats",
              "/settings")) {
        ann.go(path);
        EveryPage.ready(ann.page());
        assertThat(ann.page().getByRole(AriaRole.NAVIGATION)).isVisible();
        assertThat(ann.link("New")).hasCount(0);
        assertThat(
                ann.page()
                    .locator("main")
                    .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                            .setName(
                                Pattern.compile(
                                    "\\b(Release|Resume|Pause|Forget|Retry|Delete|Move|Stop|Save|Import|Add|Edit|Upload|Connect|Cancel|Make)\\b"))))
            .hasCount(0);
        assertThat(ann.page().locator("main input[type=checkbox]:enabled")).hasCount(0);
      }
      ann.go("/new");
      assertThat(ann.text("You are signed in to look only")).isVisible();
      assertThat(
              ann.page()
                  .evaluate(
                      "async () => (await (await fetch('/api/v1/queue/pause', {method:"
                          + " 'POST'})).json()).code"))
          .isEqualTo(40101);
      ann.button("More").click();
      ann.button("Sign out").click();
      assertThat(ann.page().getByRole(AriaRole.HEADING)).hasText("Sign in");
    } finally {
      askForNoKeys();
    }
  }

  @Test
  void hostile_texts_are_shown_as_text_wherever_they_come(@TempDir Path folder) throws Exception {
    String serial = "W".repeat(60);
    VirtualPhone phone = farm.phone(PhoneConfig.named(serial, "evil").withModel(HostileText.all()));
    VirtualPhone moved = farm.phone(PhoneConfig.named("EVIL-2", "evil_2"));
    moved.inject(Fault.moved("Follow", HostileText.all()));
    long failed = farm.follow("EVIL-2", HostileText.username());
    farm.api().awaitStatus(failed, "failed");
    ObjectNode account =
        Api.JSON
            .createObjectNode()
            .put("username", HostileText.username())
            .put("device", "EVIL-2")
            .put("email", "<img/src=x/onerror=ran=1>@example.org");
    account.putArray("tags").add(HostileText.TAG);
    Api.Answer added = farm.api().post("/accounts", account.toString());
    assertThat(added.code()).as(added.message()).isZero();
    Path picture = Files.write(folder.resolve("p.png"), png());
    String name = encode(HostileText.TAG + ".png");
    Api.Answer material = farm.api().upload("/materials/" + name, BodyPublishers.ofFile(picture));
    assertThat(material.code()).as(material.message()).isZero();
    ObjectNode labels = Api.JSON.createObjectNode().put("caption", HostileText.all());
    labels.putArray("tags").add(HostileText.TAG);
    assertThat(
            farm.api()
                .patch("/materials/" + material.data().path("id").asLong(), labels.toString())
                .code())
        .isZero();
    ObjectNode lease =
        Api.JSON
            .createObjectNode()
            .put("serial", serial)
            .put("label", HostileText.HTML)
            .put("ttl_secs", 1800);
    assertThat(farm.api().post("/rpc/session", lease.toString()).code()).isZero();
    ObjectNode post = Api.JSON.createObjectNode().put("script_name", "post");
    post.putArray("serials").add(serial);
    post.putObject("script_config")
        .put("captions", HostileText.all())
        .put("content_type", 1)
        .putArray("material_list")
        .add(material.data().path("name").asText());
    Api.Answer made = farm.api().post("/task", post.toString());
    assertThat(made.code()).as(made.message()).isZero();
    long waiting = made.data().path("task_ids").path(0).asLong();

    Visitor ann = STAGE.visitor(farm.port(), Looks.USUAL.narrow()).expects("status of 40[049]");
    List<String> harm = new ArrayList<>();
    String url = encode(HostileText.HTML + HostileText.MARKS);
    for (String path :
        List.of(
            "/",
            "/?size=l",
            "/?q=" + url,
            "/phones/" + serial,
            "/phones/" + serial + "?elements=1",
            "/phones/" + url,
            "/tasks",
            "/tasks?serial=" + url + "&username=" + url,
            "/tasks?batch=" + url,
            "/tasks/" + failed,
            "/tasks/" + waiting,
            "/tasks/" + url,
            "/new?script=follow&by=phones&phones=" + serial + "," + url,
            "/new?script=follow&by=accounts&accounts=" + url,
            "/new?like=" + waiting,
            "/accounts",
            "/materials",
            "/stats",
            "/settings",
            "/nowhere/" + url)) {
      ann.go(path);
      EveryPage.ready(ann.page());
      harm.addAll(harm(ann, path));
    }

    ann.go("/tasks/" + failed);
    ann.page().getByPlaceholder("Text, description, id, class").fill("<img");
    ann.page().locator(".inspector-list button").first().click();
    assertThat(ann.page().locator(".inspector-node")).containsText(HostileText.HTML);
    harm.addAll(harm(ann, "the inspector"));
    ann.go("/tasks/" + waiting);
    assertThat(ann.verdict()).containsText(HostileText.HTML);
    assertThat(ann.page().locator(".facts").last()).containsText(HostileText.HTML);
    ann.button("Delete").click();
    assertThat(ann.dialog()).isVisible();
    harm.addAll(harm(ann, "a question"));
    ann.go("/materials");
    ann.page()
        .locator("button.thumb")
        .filter(new Locator.FilterOptions().setHasText("<img"))
        .click();
    assertThat(ann.dialog()).isVisible();
    harm.addAll(harm(ann, "a file's dialog"));
    ann.go("/accounts");
    Locator row =
        ann.page()
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText(HostileText.TAG));
    row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Edit")))
        .click();
    assertThat(ann.dialog()).containsText("Edit");
    harm.addAll(harm(ann, "an account's dialog"));
    ann.inDialog("Cancel").click();

    long id = added.data().path("id").asLong();
    assertThat(farm.api().post("/accounts/" + id + "/pause", "").code()).isZero();
    row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Resume")).click();
    assertThat(ann.text("is released")).isVisible();
    harm.addAll(harm(ann, "a saying"));
    ann.go("/settings");
    ann.field("Address of a phone on the network").fill(HostileText.HTML);
    ann.button("Connect a phone").click();
    assertThat(ann.page().getByRole(AriaRole.ALERT)).isVisible();
    harm.addAll(harm(ann, "a field's error"));
    assertThat(harm).isEmpty();
    assertThat(phone.effects()).isEmpty();
  }

  @Test
  void every_page_is_open_to_everybody(@TempDir Path folder) throws Exception {
    VirtualPhone phone = farm.phone("OPEN-1", "ann_open");
    farm.account("ann_open", "OPEN-1");
    long done = farm.follow("OPEN-1", "hanna");
    farm.api().awaitStatus(done, "completed");
    phone.inject(Fault.moved("Follow", "Subscribe"));
    long failed = farm.follow("OPEN-1", "ida");
    farm.api().awaitStatus(failed, "failed");
    phone.clearFaults();
    Path picture = Files.write(folder.resolve("p.png"), png());
    assertThat(farm.api().upload("/materials/grey.png", BodyPublishers.ofFile(picture)).code())
        .isZero();

    Visitor ann = STAGE.visitor(farm.port()).expects("status of 404");
    assertThat(new EveryPage(ann).faults("OPEN-1", failed, done)).isEmpty();
  }

  private String key(String name, AccessScope scope) {
    return new CreateApiKey(farm.server().storage().keys(), new SecureRandom(), Clock.systemUTC())
        .create(new ApiKeyName(name), scope)
        .orElseThrow()
        .reveal();
  }

  private void askForKeys() {
    farm.stop();
    farm.start(Map.of(Setting.REQUIRE_API_KEY, "true"), _ -> {});
  }

  private void askForNoKeys() {
    farm.stop();
    farm.start(Map.of(), _ -> {});
  }

  /** Touches the picture of the phone's screen where the phone shows these words. */
  private static void touch(Visitor visitor, VirtualPhone phone, String words) {
    Pattern node =
        Pattern.compile(
            "<node[^>]*text=\"" + words + "\"[^>]*bounds=\"\\[(\\d+),(\\d+)]\\[(\\d+),(\\d+)]\"");
    Matcher found = node.matcher(phone.hierarchy());
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!found.find()) {
      assertThat(System.nanoTime()).as("%s in %s", words, phone.hierarchy()).isLessThan(deadline);
      Passing.untilNextLook();
      found = node.matcher(phone.hierarchy());
    }
    double x = (Integer.parseInt(found.group(1)) + Integer.parseInt(found.group(3))) / 2.0;
    double y = (Integer.parseInt(found.group(2)) + Integer.parseInt(found.group(4))) / 2.0;
    Locator screen = visitor.page().locator(".hands-screen");
    BoundingBox box = screen.boundingBox();
    screen.click(
        new Locator.ClickOptions().setPosition(x / 1080 * box.width, y / 2400 * box.height));
  }

  /** So slow that a person can see the progress. */
  private static void slowUploads(Page page) {
    JsonObject network = new JsonObject();
    network.addProperty("offline", false);
    network.addProperty("latency", 0);
    network.addProperty("downloadThroughput", -1);
    network.addProperty("uploadThroughput", UPLOADED_A_SECOND);
    CDPSession session = page.context().newCDPSession(page);
    session.send("Network.enable");
    session.send("Network.emulateNetworkConditions", network);
  }

  /** The demo's clip, made large by a box that players skip. */
  private static Path clip(Path file) throws Exception {
    byte[] clip =
        Objects.requireNonNull(DemoFarm.class.getResourceAsStream("demo-clip.mp4")).readAllBytes();
    int free = UPLOADED_A_SECOND * Math.toIntExact(A_WHILE.toSeconds());
    byte[] all = new byte[clip.length + free];
    System.arraycopy(clip, 0, all, 0, clip.length);
    byte[] head = {0, (byte) (free >> 16), (byte) (free >> 8), (byte) free, 'f', 'r', 'e', 'e'};
    System.arraycopy(head, 0, all, clip.length, head.length);
    return Files.write(file, all);
  }

  /** Whether something ran, was made of the text, or stands outside of its place. */
  private static List<String> harm(Visitor visitor, String where) {
    List<String> found = new ArrayList<>(Layout.faults(visitor.page()));
    if (visitor.page().evaluate("() => window.ran") != null) {
      found.add("a script ran");
    }
    if (!visitor.page().locator("img[src='x'], script:not([src]), main b > b").all().isEmpty()) {
      found.add("an element was made of the text");
    }
    return found.stream().map(one -> where + ": " + one).toList();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }
}
