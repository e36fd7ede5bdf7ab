package dev.drover.device.flow.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.screen.driver.DriverChoice.Way;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.profile.ProfileLink;
import dev.drover.domain.script.profile.ProfileScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests changes of profiles on a virtual phone, over genuine ADB. */
@Execution(ExecutionMode.CONCURRENT)
@Order(4)
class ProfileFlowTest {
  private static final String BIO = "Baker 🥐 in Brest\nfresh at \"6\" $(date)";

  @TempDir private Path home;

  private PhoneBench bench(Platform platform) {
    return PhoneBench.of(home, Setup.of(platform));
  }

  private static ProfileScript script(
      Optional<String> nickname,
      Optional<String> username,
      Optional<String> bio,
      Optional<String> link) {
    return new ProfileScript(
        nickname, username.map(Username::new), bio, link.map(ProfileLink::new), Optional.empty());
  }

  private static ProfileScript nickname(String name) {
    return script(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static ProfileScript username(String name) {
    return script(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
  }

  private static ProfileScript all() {
    return script(
        Optional.of("Ann Bakes 🥐"),
        Optional.of("ann.bakes"),
        Optional.of(BIO),
        Optional.of("https://ann.example.com/shop"));
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void every_field_is_saved_once_and_left_alone_the_next_time(Platform platform) {
    try (PhoneBench bench = bench(platform)) {
      RecordedAttempt run = new RecordedAttempt();
      AttemptResult first = bench.run(all(), Optional.of("ann"), Optional.empty(), run);

      assertThat(first)
          .isEqualTo(
              new AttemptResult.Succeeded(
                  Outcome.COMMITTED,
                  Optional.of("saved the name, the bio, the link, the username")));
      assertThat(bench.effects())
          .extracting(Effect::kind, Effect::account, Effect::text)
          .containsExactly(
              tuple("nickname", "ann", "Ann Bakes 🥐"),
              tuple("bio", "ann", BIO),
              tuple("link", "ann", "https://ann.example.com/shop"),
              tuple("username", "ann", "ann.bakes"));
      assertThat(run.settled())
          .containsExactly(
              "tap Save for the name: done",
              "tap Save for the bio: done",
              "tap Save for the link: done",
              "tap Save for the username: done");
      assertThat(run.names()).containsExactly(new Username("ann.bakes"));

      AttemptResult again = bench.run(all(), "ann.bakes");

      assertThat(again)
          .isEqualTo(
              new AttemptResult.Succeeded(
                  Outcome.NO_EFFECT,
                  Optional.of("as wanted already: the name, the bio, the link, the username")));
      assertThat(bench.effects()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TIKTOK,fr-CA,MOVED,AGENT",
    "TIKTOK,zh-Hans-CN,RENAMED,STOCK",
    "INSTAGRAM,es-MX,RENAMED,AGENT",
    "INSTAGRAM,zh-Hans-CN,MOVED,STOCK"
  })
  void every_field_is_saved_in_other_languages_and_versions(
      Platform platform, String locale, AppVersion version, Way source) {
    try (PhoneBench bench =
        PhoneBench.of(home, new Setup(platform, locale, version, "720x1600", source))) {
      assertThat(bench.run(all(), "ann"))
          .isEqualTo(
              new AttemptResult.Succeeded(
                  Outcome.COMMITTED,
                  Optional.of("saved the name, the bio, the link, the username")));
      assertThat(bench.effects()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TIKTOK,This username isn't available. Try another one.",
    "INSTAGRAM,The username is not available."
  })
  void a_username_that_is_taken_fails_in_the_apps_own_words_and_names_what_was_saved(
      Platform platform, String words) {
    try (PhoneBench bench = bench(platform)) {
      RecordedAttempt run = new RecordedAttempt();
      TaskFailure failure =
          failure(
              run.asRecorded(
                  bench.run(
                      script(
                          Optional.of("Ann"),
                          Optional.of("taken.name"),
                          Optional.empty(),
                          Optional.empty()),
                      Optional.of("ann"),
                      Optional.empty(),
                      run)));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(failure.remark())
          .isEqualTo(
              "the app on phone FIRST did not save the username. It says: \""
                  + words
                  + "\"; before that these steps took effect: tap Save for the name");
      assertThat(bench.effects()).extracting(Effect::kind).containsExactly("nickname");
      assertThat(run.names()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_username_that_was_changed_lately_can_not_be_saved_and_nothing_is_tapped(
      Platform platform) {
    try (PhoneBench bench = bench(platform)) {
      bench.run(username("ann.one"), "ann");
      RecordedAttempt run = new RecordedAttempt();

      TaskFailure failure =
          failure(bench.run(username("ann.two"), Optional.of("ann.one"), Optional.empty(), run));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).containsPattern("change your username .*days");
      assertThat(run.intents()).isEmpty();
      assertThat(bench.effects()).extracting(Effect::text).containsExactly("ann.one");
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_change_that_the_app_refuses_had_no_effect(Platform platform) {
    try (PhoneBench bench = bench(platform)) {
      bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "nickname"));
      RecordedAttempt run = new RecordedAttempt();

      TaskFailure failure =
          failure(bench.run(nickname("Ann"), Optional.of("ann"), Optional.empty(), run));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).contains("Try again later.");
      assertThat(run.settled()).containsExactly("tap Save for the name: not done");
      assertThat(bench.effects()).isEmpty();
    }
  }

  @Test
  void an_account_that_is_offered_no_link_is_told_so() {
    try (PhoneBench bench = bench(Platform.TIKTOK)) {
      bench.run(username("small.shop"), "ann");

      TaskFailure failure =
          failure(
              bench.run(
                  script(
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of("example.com")),
                  "small.shop"));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).contains("does not offer a link");
    }
  }

  /** The phone does what it is told, and its answer is lost. */
  @Test
  void a_save_whose_end_was_not_seen_has_an_unknown_outcome() {
    try (PhoneBench bench = bench(Platform.TIKTOK)) {
      RecordedAttempt run = new RecordedAttempt();
      run.at(
          step -> {
            if (step.equals("tap Save for the bio")) {
              bench
                  .phone()
                  .inject(
                      new Fault(
                          Fault.Kind.CUT,
                          "input tap",
                          0,
                          1,
                          Fault.Moment.AFTER,
                          Duration.ZERO,
                          ""));
            }
          });

      TaskFailure failure =
          failure(run.asRecorded(bench.run(all(), Optional.of("ann"), Optional.empty(), run)));

      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.remark())
          .contains("tap Save for the bio")
          .endsWith("; before that these steps took effect: tap Save for the name");
      bench.heal();
      assertThat(bench.run(nickname("Ann Bakes 🥐"), "ann"))
          .isInstanceOf(AttemptResult.Succeeded.class);
      assertThat(bench.effects()).extracting(Effect::kind).containsExactly("nickname", "bio");
    }
  }

  private PostMaterials picture(String name, Color upper, Color lower) throws IOException {
    BufferedImage image = new BufferedImage(900, 700, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setPaint(new GradientPaint(0, 0, upper, 600, 700, lower));
    canvas.fillRect(0, 0, 900, 700);
    canvas.setColor(Color.WHITE);
    canvas.fillOval(380, 250, 160, 120);
    canvas.dispose();
    Path file = home.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return new PostMaterials(
        List.of(new MediaFile(file, name, MediaType.PNG)), Optional.empty(), Optional.empty());
  }

  private static String sha256(PostMaterials picture) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(Files.readAllBytes(picture.files().getFirst().path())));
    } catch (IOException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final ProfileScript AVATAR =
      new ProfileScript(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(new FilesNeeded.Avatar("faces", OptionalInt.empty())));

  @ParameterizedTest
  @CsvSource({
    "TIKTOK,en-US,USUAL,STOCK",
    "TIKTOK,es-MX,MOVED,AGENT",
    "INSTAGRAM,en-US,USUAL,AGENT",
    "INSTAGRAM,fr-CA,RENAMED,STOCK"
  })
  void a_picture_is_set_once_and_another_one_after_it(
      Platform platform, String locale, AppVersion version, Way source) throws IOException {
    PostMaterials first = picture("first.png", Color.ORANGE, Color.BLUE);
    PostMaterials second = picture("second.png", Color.GREEN, Color.MAGENTA);
    try (PhoneBench bench =
        PhoneBench.of(home, new Setup(platform, locale, version, "1080x2400", source))) {
      assertThat(bench.run(AVATAR, first))
          .isEqualTo(
              new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.of("saved the picture")));
      assertThat(bench.run(AVATAR, first))
          .isEqualTo(
              new AttemptResult.Succeeded(
                  Outcome.NO_EFFECT, Optional.of("as wanted already: the picture")));
      assertThat(bench.run(AVATAR, second)).isInstanceOf(AttemptResult.Succeeded.class);

      assertThat(bench.effects())
          .extracting(Effect::kind, effect -> effect.details().get("photo_sha256"))
          .containsExactly(tuple("avatar", sha256(first)), tuple("avatar", sha256(second)));
      assertThat(bench.recorded().settled())
          .containsExactly("tap Save for the picture: done", "tap Save for the picture: done");
    }
  }

  @Test
  void a_picture_that_the_app_refuses_had_no_effect() throws IOException {
    try (PhoneBench bench = bench(Platform.TIKTOK)) {
      bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "avatar"));

      TaskFailure failure =
          failure(bench.run(AVATAR, picture("face.png", Color.ORANGE, Color.BLUE)));

      assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
      assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
      assertThat(failure.remark()).contains("did not save the picture. It says: \"Couldn't save.");
      assertThat(bench.effects()).isEmpty();
    }
  }
}
