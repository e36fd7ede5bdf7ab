package dev.drover.device.flow.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.device.flow.PhoneBench;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Choice.Name;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.Timing;
import dev.drover.virtualphone.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests posts on a virtual phone, over genuine ADB. */
@Execution(ExecutionMode.CONCURRENT)
@Order(5)
class PostFlowTest {
  private static final PostWay SHARE = new PostWay.Share();
  private static final PostWay ADD_BUTTON = new PostWay.AddButton();

  @TempDir private Path home;
  private PhoneBench bench;

  @BeforeEach
  void start() {
    bench = PhoneBench.usual(home);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  /** A post whose every parameter has its default. */
  private static final class Post {
    private PostWay way = SHARE;
    private String captions = "";
    private AddedSound sound = new AddedSound.Untouched();
    private Optional<Integer> originalVolume = Optional.empty();
    private Optional<Integer> addedVolume = Optional.empty();
    private boolean productLink;
    private Duration uploadWait = Duration.ofSeconds(30);

    Post way(PostWay value) {
      way = value;
      return this;
    }

    Post captions(String value) {
      captions = value;
      return this;
    }

    Post sound(AddedSound value) {
      sound = value;
      return this;
    }

    Post volumes(int original, int added) {
      originalVolume = Optional.of(original);
      addedVolume = Optional.of(added);
      return this;
    }

    Post productLink() {
      productLink = true;
      return this;
    }

    Post uploadWait(Duration value) {
      uploadWait = value;
      return this;
    }

    PostScript script(PostContent content) {
      return new PostScript(
          content,
          captions,
          way,
          new MaterialSource.Library(List.of()),
          uploadWait,
          sound,
          Duration.ofSeconds(5),
          originalVolume,
          addedVolume,
          productLink,
          Placement.REEL);
    }
  }

  private MediaFile video() {
    return file("clip.mp4", MediaType.MP4, "\0\0\0\030ftypisom a video");
  }

  private MediaFile picture(int number) {
    return file("picture" + number + ".png", MediaType.PNG, "\u0089PNG\r\n\032\n number " + number);
  }

  private MediaFile file(String name, MediaType type, String content) {
    try {
      Path path = home.resolve(name);
      Files.write(path, content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
      return new MediaFile(path, name, type);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private PostMaterials videoAlone() {
    return new PostMaterials(List.of(video()), Optional.empty(), Optional.empty());
  }

  private PostMaterials pictures(int count) {
    List<MediaFile> files = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      files.add(picture(number));
    }
    return new PostMaterials(files, Optional.empty(), Optional.empty());
  }

  private AttemptResult post(Post post) {
    return post(post, videoAlone());
  }

  private AttemptResult post(Post post, PostMaterials materials) {
    PostContent content =
        materials.files().getFirst().type().isVideo()
            ? new PostContent.Video()
            : new PostContent.Images(materials.files().size());
    return bench.run(post.script(content), Optional.empty(), Optional.of(materials));
  }

  /** The one thing that was posted. */
  private Effect posted(AttemptResult result) {
    assertThat(result).isEqualTo(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
    assertThat(bench.effects()).hasSize(1);
    assertThat(bench.effects().getFirst().kind()).isEqualTo("post");
    assertThat(bench.recorded().intents()).containsExactly("tap Post");
    return bench.effects().getFirst();
  }

  private static List<String> contentsOf(Effect effect) {
    return effect.details().get("media") instanceof List<?> media
        ? media.stream().map(file -> String.valueOf(((Map<?, ?>) file).get("sha256"))).toList()
        : List.of();
  }

  private static List<String> contentsOf(PostMaterials materials) {
    return materials.files().stream().map(PostFlowTest::sha256).toList();
  }

  private static String sha256(MediaFile file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file.path())));
    } catch (IOException | NoSuchAlgorithmException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  private List<String> chosen(Name name) {
    return bench.recorded().chosen().values().getOrDefault(name, List.of());
  }

  private void assertNothingLeft() {
    assertThat(bench.effects()).isEmpty();
    assertThat(bench.hasDraft()).isFalse();
  }

  @Test
  void a_video_is_shared_and_posted_once() {
    Effect effect = posted(post(new Post().captions("Hello")));

    assertThat(effect.account()).isEqualTo("ann");
    assertThat(effect.details())
        .containsEntry("via", "share")
        .containsEntry("title", "")
        .containsEntry("description", "Hello")
        .containsEntry("sound", "")
        .containsEntry("original_volume", 50)
        .containsEntry("added_volume", 50)
        .containsEntry("product", "");
    assertThat(contentsOf(effect)).isEqualTo(contentsOf(videoAlone()));
    assertThat(bench.phone().describeScreen()).contains("home");
    assertThat(bench.recorded().progress()).isSorted();
    assertThat(bench.recorded().proof()).containsOnlyKeys("screen.png", "screen.xml");
  }

  @Test
  void a_video_is_posted_by_the_add_button() {
    Effect effect = posted(post(new Post().way(ADD_BUTTON)));

    assertThat(effect.details()).containsEntry("via", "camera");
    assertThat(contentsOf(effect)).isEqualTo(contentsOf(videoAlone()));
  }

  @Test
  void a_video_is_posted_with_a_sound_that_was_searched_for() {
    Effect effect = posted(post(new Post().way(new PostWay.UseSound("Summer Rain"))));

    assertThat(effect.details())
        .containsEntry("via", "sound")
        .containsEntry("sound", "Summer Rain");
    assertThat(chosen(Name.SOUND)).containsExactly("Summer Rain");
  }

  @Test
  void a_video_is_posted_with_a_sound_by_its_address() {
    Effect effect =
        posted(
            post(
                new Post()
                    .way(new PostWay.UseSound("https://www.tiktok.com/music/Slow-River-7002"))));

    assertThat(effect.details()).containsEntry("via", "sound").containsEntry("sound", "Slow River");
  }

  @Test
  void the_account_of_the_task_posts() {
    AttemptResult result =
        bench.run(
            new Post().script(new PostContent.Video()),
            Optional.of("bob"),
            Optional.of(videoAlone()));

    assertThat(posted(result).account()).isEqualTo("bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "addButton"})
  void pictures_are_posted_in_their_order(String way) {
    PostMaterials materials = pictures(4);

    Effect effect =
        posted(post(new Post().way(way.equals("share") ? SHARE : ADD_BUTTON), materials));

    assertThat(contentsOf(effect)).isEqualTo(contentsOf(materials));
  }

  @Test
  void one_picture_is_shared() {
    Effect effect = posted(post(new Post(), pictures(1)));

    assertThat(effect.details()).containsEntry("via", "share");
    assertThat(contentsOf(effect)).isEqualTo(contentsOf(pictures(1)));
  }

  @Test
  void more_pictures_than_the_screen_shows_are_posted_in_their_order() {
    PostMaterials materials = pictures(16);

    Effect effect = posted(post(new Post().way(ADD_BUTTON), materials));

    assertThat(contentsOf(effect)).isEqualTo(contentsOf(materials));
  }

  @Test
  void title_and_description_are_written_as_they_are() {
    Effect effect =
        posted(post(new Post().captions("Drei Tage ☀️##Zeile 1\nZeile 2 #meer $(reboot) 'x'")));

    assertThat(effect.details())
        .containsEntry("title", "Drei Tage ☀️")
        .containsEntry("description", "Zeile 1\nZeile 2 #meer $(reboot) 'x'");
  }

  @Test
  void one_of_the_alternatives_of_a_caption_is_taken() {
    Effect effect = posted(post(new Post().captions("{red|green} {house|boat}")));

    assertThat(effect.text()).isIn("red house", "red boat", "green house", "green boat");
    assertThat(chosen(Name.CAPTION)).containsExactly(effect.text());
  }

  @Test
  void the_caption_that_comes_with_the_files_goes_before_the_scripts() {
    PostMaterials materials =
        new PostMaterials(List.of(video()), Optional.of("Mine##of the file"), Optional.empty());

    Effect effect = posted(post(new Post().captions("of the script"), materials));

    assertThat(effect.details())
        .containsEntry("title", "Mine")
        .containsEntry("description", "of the file");
    assertThat(chosen(Name.TITLE)).containsExactly("Mine");
    assertThat(chosen(Name.CAPTION)).containsExactly("of the file");
  }

  @Test
  void the_first_recommended_sound_is_added() {
    Effect effect = posted(post(new Post().sound(new AddedSound.Recommended())));

    assertThat(effect.details()).containsEntry("sound", "Morning Light");
    assertThat(chosen(Name.SOUND)).containsExactly("Morning Light");
  }

  @Test
  void a_sound_that_was_searched_for_is_added() {
    Effect effect = posted(post(new Post().sound(new AddedSound.Searched("Neon Steps"))));

    assertThat(effect.details()).containsEntry("sound", "Neon Steps");
  }

  @Test
  void the_sound_that_comes_with_the_files_goes_before_the_scripts() {
    PostMaterials materials =
        new PostMaterials(List.of(video()), Optional.empty(), Optional.of("Old Town Waltz"));

    Effect effect = posted(post(new Post().sound(new AddedSound.Recommended()), materials));

    assertThat(effect.details())
        .containsEntry("sound", "Old Town Waltz")
        .containsEntry("via", "share");
  }

  @Test
  void a_sound_that_comes_by_its_address_is_used_from_its_page() {
    PostMaterials materials =
        new PostMaterials(
            List.of(video()),
            Optional.empty(),
            Optional.of("https://www.tiktok.com/music/Running-Late-7006"));

    Effect effect = posted(post(new Post(), materials));

    assertThat(effect.details())
        .containsEntry("sound", "Running Late")
        .containsEntry("via", "sound");
  }

  @Test
  void volumes_are_set() {
    Effect effect = posted(post(new Post().sound(new AddedSound.Recommended()).volumes(0, 100)));

    assertThat(effect.details())
        .containsEntry("original_volume", 0)
        .containsEntry("added_volume", 100);
  }

  @Test
  void volumes_that_nobody_asked_for_are_left_alone() {
    Effect effect =
        posted(
            post(new Post().way(new PostWay.UseSound("https://www.tiktok.com/music/Volume-7006"))));

    assertThat(effect.details())
        .containsEntry("sound", "Volume")
        .containsEntry("original_volume", 50)
        .containsEntry("added_volume", 50);
    assertThat(bench.recorded().steps()).noneMatch(step -> step.contains("volume"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Original-sound", "Added-sound", "Volume", "Done", "Next"})
  void a_sound_that_is_called_as_a_part_of_the_app_is_told_from_it(String sound) {
    Effect effect =
        posted(
            post(
                new Post()
                    .way(new PostWay.UseSound("https://www.tiktok.com/music/" + sound + "-7006"))
                    .volumes(30, 70)));

    assertThat(effect.details())
        .containsEntry("sound", sound.replace('-', ' '))
        .containsEntry("original_volume", 30)
        .containsEntry("added_volume", 70);
  }

  @ParameterizedTest
  @CsvSource({
    "My caption and description, Add a catchy title",
    "Add a catchy title, Describe your post",
    "Post, Add link",
    "Description, Product: 7"
  })
  void title_and_description_are_told_apart_by_their_places(String title, String description) {
    Effect effect = posted(post(new Post().captions(title + "##" + description).productLink()));

    assertThat(effect.details())
        .containsEntry("title", title)
        .containsEntry("description", description)
        .containsEntry("product", "Ceramic mug");
  }

  @Test
  void volumes_are_set_to_the_percent() {
    Effect effect = posted(post(new Post().sound(new AddedSound.Recommended()).volumes(37, 82)));

    assertThat(effect.details())
        .containsEntry("original_volume", 37)
        .containsEntry("added_volume", 82);
  }

  @Test
  void a_product_is_linked() {
    Effect effect = posted(post(new Post().productLink()));

    assertThat(effect.details()).containsEntry("product", "Ceramic mug");
  }

  @Test
  void old_files_of_ours_are_removed_before_the_next_post() {
    posted(post(new Post()));

    assertThat(post(new Post().way(ADD_BUTTON), pictures(1)))
        .isInstanceOf(AttemptResult.Succeeded.class);

    assertThat(bench.effects()).hasSize(2);
    assertThat(bench.phone().files().filesBelow("/sdcard/Movies/Drover")).isEmpty();
    assertThat(bench.phone().files().filesBelow("/sdcard/Pictures/Drover")).hasSize(1);
  }

  @Test
  void a_sound_that_is_not_found_leaves_no_draft() {
    TaskFailure failure = failure(post(new Post().sound(new AddedSound.Searched("missing tune"))));

    assertThat(failure.code()).isEqualTo(FailureCode.TARGET_NOT_FOUND);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("missing tune");
    assertNothingLeft();
  }

  @Test
  void a_sound_page_that_is_not_there_fails_plainly() {
    TaskFailure failure = failure(post(new Post().way(new PostWay.UseSound("missing tune"))));

    assertThat(failure.code()).isEqualTo(FailureCode.TARGET_NOT_FOUND);
    assertNothingLeft();
  }

  @Test
  void a_page_that_is_not_understood_leaves_no_draft() {
    bench.phone().inject(Fault.moved("Post", "Publish"));

    TaskFailure failure = failure(post(new Post().captions("Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.ELEMENT_NOT_FOUND);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.recorded().evidence()).containsKey("screen.xml");
    bench.phone().clearFaults();
    assertNothingLeft();
  }

  @Test
  void a_full_phone_fails_before_anything_is_done() {
    bench.phone().inject(Fault.of(Fault.Kind.DISK_FULL, ""));

    TaskFailure failure = failure(post(new Post()));

    assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_ERROR);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("no room").contains("clip.mp4");
    assertNothingLeft();
  }

  @Test
  void an_app_that_is_logged_out_needs_a_person() {
    bench.phone().inject(Fault.of(Fault.Kind.LOGGED_OUT, ""));

    TaskFailure failure = failure(post(new Post()));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
  }

  @Test
  void too_fast_is_without_effect() {
    bench.phone().inject(Fault.of(Fault.Kind.TOO_FAST, "post"));

    TaskFailure failure = failure(post(new Post()));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void an_upload_that_the_app_says_has_failed_is_without_effect() {
    bench.phone().inject(Fault.of(Fault.Kind.REFUSE, "post"));

    TaskFailure failure = failure(post(new Post()));

    assertThat(failure.code()).isEqualTo(FailureCode.ACTION_REFUSED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();

    bench.phone().clearFaults();
    TaskFailure next = failure(post(new Post()));
    assertThat(next.remark()).contains("still holds an upload that failed");
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void an_upload_that_stalls_has_an_unknown_outcome() {
    bench.phone().inject(Fault.of(Fault.Kind.UPLOAD_STALLS, ""));

    TaskFailure failure = failure(post(new Post().uploadWait(Duration.ofSeconds(2))));

    assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.remark()).contains("Uploading 45%").contains("tap Post");
  }

  @Test
  void an_upload_that_takes_long_is_waited_for_while_it_gets_on() {
    bench.close();
    bench =
        new PhoneBench(
            home,
            PhoneBench.USUAL.withTiming(Timing.USUAL.withUpload(Duration.ofSeconds(8))),
            (_, _) -> "");

    posted(post(new Post().uploadWait(Duration.ofSeconds(3))));
  }

  @Test
  void a_post_that_ended_without_a_word_is_looked_for_on_the_profile() {
    bench.phone().inject(Fault.moved("Your video is posted", "Hooray"));

    posted(post(new Post()));

    assertThat(bench.recorded().steps()).contains("look for the post on the profile");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"open the camera", "write the description", "set the volumes to 40 and 60"})
  void a_popup_in_the_middle_is_waved_off(String step) {
    bench
        .recorded()
        .at(
            said -> {
              if (said.equals(step)) {
                bench.phone().inject(Fault.popup("update"));
              }
            });

    assertThat(posted(post(new Post().way(ADD_BUTTON).captions("Hello").volumes(40, 60))).text())
        .isEqualTo("Hello");
  }

  @Test
  void a_connection_that_is_cut_before_the_tap_leaves_no_effect() {
    cutAt("write the description", Fault.Moment.BEFORE);

    TaskFailure failure = failure(post(new Post().captions("Hello")));

    assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_LOST);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(bench.effects()).isEmpty();
  }

  @Test
  void what_a_run_left_open_does_not_hinder_the_next() {
    cutAt("write the description", Fault.Moment.BEFORE);
    failure(post(new Post().captions("First")));
    bench.recorded().at(_ -> {});

    Effect effect = posted(post(new Post().captions("Second")));

    assertThat(effect.text()).isEqualTo("Second");
    assertThat(bench.hasDraft()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEFORE", "AFTER"})
  void a_connection_that_is_cut_at_the_tap_leaves_an_unknown_outcome(String moment) {
    cutAt("post", Fault.Moment.valueOf(moment));

    TaskFailure failure = failure(post(new Post()));

    assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_LOST);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.remark()).contains("tap Post");
  }

  /** What the phone was asked when the stop came fails; the rest of the server knows why. */
  private static void failIfFailed(AttemptResult result) {
    if (result instanceof AttemptResult.Failed) {
      throw new AttemptStopped("the phone was let go of");
    }
  }

  private void cutAt(String step, Fault.Moment moment) {
    bench
        .recorded()
        .at(
            said -> {
              if (said.equals(step)) {
                bench.phone().inject(Fault.cut("input tap", moment));
              }
            });
  }

  @Test
  void a_stop_before_the_tap_posts_nothing() {
    bench
        .recorded()
        .at(
            said -> {
              if (said.equals("write the description")) {
                Thread.ofVirtual().start(bench::stop);
              }
            });

    assertThatThrownBy(() -> failIfFailed(post(new Post().captions("Hello"))))
        .isInstanceOf(AttemptStopped.class);

    assertThat(bench.sinceStop()).isLessThan(Duration.ofSeconds(2));
    assertThat(bench.effects()).isEmpty();
  }
}
