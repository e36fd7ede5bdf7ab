package dev.drover.application.material;

import static dev.drover.testkit.SampleMaterials.jpeg;
import static dev.drover.testkit.SampleMaterials.png;
import static dev.drover.testkit.SampleMaterials.post;
import static dev.drover.testkit.SampleMaterials.video;
import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialLibrary.Deletion;
import dev.drover.application.port.storage.MaterialLibrary.LibraryMaterial;
import dev.drover.application.port.storage.MaterialLibrary.MaterialFilter;
import dev.drover.application.port.storage.MaterialLibrary.Upload;
import dev.drover.application.port.storage.MaterialSupply.Supply;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.TaskMaterial;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.comment.CommentOrder;
import dev.drover.domain.script.comment.CommentPicker;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.profile.ProfileScript;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import dev.drover.testkit.SampleTasks;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.memory.InMemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of files, from the library and from folders, on a storage in memory. */
class MaterialChooserTest {
  private static final PostContent VIDEO = new PostContent.Video();
  private static final MaterialSource LIBRARY = new MaterialSource.Library(List.of());

  @TempDir private Path home;
  private Path root;
  private Path uploads;
  private Account ann;
  private int phones;

  private final InMemoryStorage storage =
      new InMemoryStorage(new SettableClock(NOW), ZoneId.of("Europe/Berlin"), new Random(7));
  private final MaterialLibrary library = storage.library();
  private final TaskRepository tasks = storage.tasks();
  private final TaskQueries queries = storage.queries();
  private final AccountDirectory accounts = storage.accounts();
  private MaterialChooser supply;

  @BeforeEach
  void open() throws IOException {
    storage.nodes().acquire(NODE, UUID.randomUUID(), Duration.ofHours(1), NOW);
    root = Files.createDirectories(home.resolve("clips")).toRealPath();
    uploads = Files.createDirectories(home.resolve("materials"));
    supply =
        new MaterialChooser(
            storage.stock(), new AllowedFolders(List.of(root), uploads, 1_000), new Random(7));
    ann = account("Ann");
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private LibraryMaterial add(String name, byte[] content, UnaryOperator<MaterialLabels> labels) {
    Upload upload =
        library.store(new MaterialName(name), new ByteArrayInputStream(content), labels);
    if (upload instanceof Upload.Kept kept) {
      return kept.material();
    }
    throw new AssertionError("not kept: " + upload);
  }

  private LibraryMaterial add(String name, byte[] content) {
    return add(name, content, UnaryOperator.identity());
  }

  private Account account(String name) {
    return accounts.add(SampleTasks.account(name, Optional.empty())).orElseThrow();
  }

  /** A task that runs, on a phone of its own. */
  private record Run(Task task, DeviceSerial serial, Optional<Account> account, Script script) {
    TaskId id() {
      return task.id();
    }

    int attempt() {
      return task.attemptCount();
    }
  }

  private Run run(Optional<Account> account, Script script) {
    DeviceSerial serial = phone(++phones);
    return run(serial, account, script);
  }

  private Run run(DeviceSerial serial, Optional<Account> account, Script script) {
    TaskTarget target =
        new TaskTarget(
            Optional.of(serial),
            account.map(known -> new AccountTarget(known.id(), known.username())));
    account.ifPresent(known -> bind(known, serial));
    tasks.insert(
        List.of(
            new NewTask(
                target,
                SampleTasks.follow(serial, "anybody").script(),
                "{}",
                TaskSource.API,
                Optional.empty(),
                NOW,
                NOW)));
    return claimed(serial, account, script);
  }

  /** An account runs on its own phone only; what it runs elsewhere already goes on. */
  private void bind(Account account, DeviceSerial serial) {
    accounts.change(account.id(), edited -> SampleTasks.boundTo(edited, Optional.of(serial)));
  }

  private Run claimed(DeviceSerial serial, Optional<Account> account, Script script) {
    return new Run(
        tasks.claimDue(NODE, Set.of(serial), 1_000, NOW).getFirst(), serial, account, script);
  }

  private Supply take(Run run) {
    return supply.take(run.id(), run.attempt(), run.serial(), run.account(), run.script());
  }

  private Supply take(Optional<Account> account, Script script) {
    return take(run(account, script));
  }

  private Supply takeForAnn(PostContent content, MaterialSource source) {
    return take(Optional.of(ann), post(content, source));
  }

  private static PostMaterials taken(Supply supply) {
    if (supply instanceof Supply.Taken taken) {
      return taken.materials();
    }
    throw new AssertionError("nothing was taken: " + supply);
  }

  private static List<String> names(Supply supply) {
    return taken(supply).files().stream().map(MediaFile::name).toList();
  }

  private static String missing(Supply supply) {
    if (supply instanceof Supply.Missing missing) {
      return missing.reason();
    }
    throw new AssertionError("it is there: " + supply);
  }

  private void end(Run run, Task after) {
    assertThat(tasks.finish(after, run.attempt(), AttemptEnd.of(after))).isTrue();
  }

  private static Task failed(Run run) {
    return run.task()
        .fail(TaskFailure.withoutEffect(FailureCode.ELEMENT_NOT_FOUND, "not there"), NOW);
  }

  private static MaterialSource tagged(String... tags) {
    return new MaterialSource.Library(List.of(tags));
  }

  // The library

  @Test
  void of_many_takes_at_the_same_time_none_gets_the_file_of_another() throws Exception {
    for (int i = 0; i < 90; i++) {
      add("v" + i, video("" + i));
    }
    List<Run> runs =
        IntStream.range(0, 100).mapToObj(i -> run(Optional.of(ann), post(VIDEO, LIBRARY))).toList();
    Set<String> seen = new HashSet<>();
    int missing = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(14)) {
      List<Callable<Supply>> takes =
          runs.stream().<Callable<Supply>>map(run -> () -> take(run)).toList();
      for (var supply : executor.invokeAll(takes)) {
        if (supply.get() instanceof Supply.Taken taken) {
          assertThat(seen.add(taken.materials().files().getFirst().name())).isTrue();
        } else {
          missing++;
        }
      }
    }

    assertThat(seen).hasSize(90);
    assertThat(missing).isEqualTo(10);
  }

  @Test
  void another_account_and_another_phone_may_post_the_same_file() {
    add("clip.mp4", video(""));

    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("clip.mp4");
    assertThat(names(take(Optional.of(account("bob")), post(VIDEO, LIBRARY))))
        .containsExactly("clip.mp4");
    assertThat(names(take(Optional.empty(), post(VIDEO, LIBRARY)))).containsExactly("clip.mp4");
    assertThat(names(take(Optional.empty(), post(VIDEO, LIBRARY)))).containsExactly("clip.mp4");
    assertThat(missing(takeForAnn(VIDEO, LIBRARY)))
        .contains("no video", "@Ann", "1 in all", "upload more");
  }

  @Test
  void a_phone_without_an_account_posts_nothing_twice_either() {
    add("clip.mp4", video(""));
    Run first = run(phone(200), Optional.empty(), post(VIDEO, LIBRARY));
    assertThat(names(take(first))).containsExactly("clip.mp4");
    end(first, first.task().complete(Outcome.COMMITTED, Optional.empty(), NOW));

    assertThat(missing(take(run(phone(200), Optional.empty(), post(VIDEO, LIBRARY)))))
        .contains("phone " + phone(200));
  }

  @Test
  void an_attempt_without_effect_gives_its_file_back() {
    add("clip.mp4", video(""));
    Run run = run(Optional.of(ann), post(VIDEO, LIBRARY));
    take(run);
    assertThat(queries.find(run.id()).orElseThrow().materials())
        .containsExactly(new TaskMaterial("clip.mp4", true, false));
    end(run, failed(run));

    assertThat(queries.find(run.id()).orElseThrow().materials()).isEmpty();
    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("clip.mp4");
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"COMMITTED", "UNKNOWN"})
  void what_was_or_may_have_been_posted_is_used(Outcome outcome) {
    MaterialId id = add("clip.mp4", video("")).material().id();
    Run run = run(Optional.of(ann), post(VIDEO, LIBRARY));
    take(run);
    assertThat(library.find(id).orElseThrow().usedBy()).as("not yet").isEmpty();

    end(
        run,
        outcome == Outcome.COMMITTED
            ? run.task().complete(outcome, Optional.empty(), NOW)
            : run.task().commitIntent("tap Post", NOW).interrupt(NOW));

    assertThat(missing(takeForAnn(VIDEO, LIBRARY))).contains("no video");
    assertThat(library.find(id).orElseThrow().usedBy()).containsExactly("Ann");
    assertThat(
            library
                .list(
                    new MaterialFilter(Optional.empty(), Optional.of(true), Optional.empty()), 1, 9)
                .total())
        .isEqualTo(1);
    assertThat(queries.find(run.id()).orElseThrow().materials())
        .containsExactly(new TaskMaterial("clip.mp4", true, true));
  }

  @Test
  void a_task_that_runs_again_gets_a_fresh_choice() {
    for (int i = 0; i < 30; i++) {
      add("v" + i, video("" + i));
    }
    Run run = run(Optional.of(ann), post(VIDEO, LIBRARY));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      seen.addAll(names(take(run)));
      Task again = failed(run).retryLater(NOW, NOW);
      assertThat(tasks.finish(again, run.attempt(), AttemptEnd.of(failed(run)))).isTrue();
      run = claimed(run.serial(), run.account(), run.script());
    }

    assertThat(seen).hasSizeGreaterThan(1);
    take(run);
    assertThat(queries.find(run.id()).orElseThrow().materials()).hasSize(1);
  }

  @Test
  void what_an_attempt_took_before_it_could_tell_is_taken_anew() {
    add("clip.mp4", video(""));
    Run run = run(Optional.of(ann), post(VIDEO, LIBRARY));

    assertThat(names(take(run))).containsExactly("clip.mp4");
    assertThat(names(take(run))).containsExactly("clip.mp4");
  }

  @Test
  void an_attempt_that_has_ended_takes_nothing_any_more() {
    add("clip.mp4", video(""));
    Run run = run(Optional.of(ann), post(VIDEO, LIBRARY));
    end(run, failed(run));

    assertThat(missing(take(run))).contains("has ended");
    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("clip.mp4");
  }

  @Test
  void only_materials_with_all_of_the_tags_are_taken() {
    add("one", video("1"), none -> none.withTags(List.of("cats")));
    add("both", video("2"), none -> none.withTags(List.of("dogs", "cats")));

    assertThat(names(takeForAnn(VIDEO, tagged("cats", "dogs")))).containsExactly("both");
    assertThat(missing(takeForAnn(VIDEO, tagged("cats", "dogs"))))
        .contains("all of the tags cats, dogs");
    assertThat(missing(takeForAnn(VIDEO, tagged("birds")))).contains("the tag birds", "0 in all");
    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("one");
  }

  @Test
  void a_users_own_material_comes_first_and_is_nobody_elses() {
    add("free", video("1"));
    add("own", video("2"), none -> none.withUsername(Optional.of(new Username("ANN"))));

    assertThat(names(take(Optional.of(account("bob")), post(VIDEO, LIBRARY))))
        .containsExactly("free");
    assertThat(names(take(Optional.empty(), post(VIDEO, LIBRARY)))).containsExactly("free");
    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("own");
    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("free");
  }

  @Test
  void images_come_in_the_order_of_sort_and_then_of_their_names() {
    add("b", png("b"));
    add("a", jpeg("a"));
    add("z", png("z"), none -> none.withSort(Optional.of(1)));
    add("y", png("y"), none -> none.withSort(Optional.of(-1)));
    add("clip", video(""));

    assertThat(names(takeForAnn(new PostContent.Images(3), LIBRARY)))
        .containsExactly("y", "z", "a");
    assertThat(missing(takeForAnn(new PostContent.Images(2), LIBRARY)))
        .contains("1 image", "needs 2", "4 in all");
  }

  @Test
  void a_users_own_images_come_before_the_others_but_are_shown_in_the_order_of_all() {
    add("a", png("a"), none -> none.withSort(Optional.of(1)));
    add("b", png("b"), none -> none.withSort(Optional.of(2)));
    add("own", png("c"), none -> none.withUsername(Optional.of(ann.username())));

    assertThat(names(takeForAnn(new PostContent.Images(2), LIBRARY))).containsExactly("a", "own");
  }

  @Test
  void a_materials_caption_comes_with_it() {
    add("a", png("a"));
    add("b", png("b"), none -> none.withCaption(Optional.of("{x|y}")));

    assertThat(taken(takeForAnn(new PostContent.Images(2), LIBRARY)).caption()).contains("{x|y}");
  }

  @Test
  void a_material_that_is_being_posted_is_neither_deleted_nor_replaced() {
    MaterialId id = add("clip.mp4", video("old")).material().id();
    Run run = run(Optional.of(ann), post(VIDEO, LIBRARY));
    take(run);

    assertThat(library.delete(id)).isEqualTo(new Deletion.Held(run.id()));
    assertThat(
            library.store(
                new MaterialName("clip.mp4"),
                new ByteArrayInputStream(video("new")),
                UnaryOperator.identity()))
        .isEqualTo(new Upload.Held(run.id()));

    end(run, run.task().complete(Outcome.COMMITTED, Optional.empty(), NOW));
    assertThat(library.delete(id)).isEqualTo(new Deletion.Deleted());
    assertThat(queries.find(run.id()).orElseThrow().materials())
        .as("the task still tells what it posted")
        .containsExactly(new TaskMaterial("clip.mp4", true, true));
  }

  @Test
  void new_content_under_an_old_name_is_unused_and_the_same_content_is_not() {
    add("clip.mp4", video("old"));
    Run run = run(Optional.of(ann), post(VIDEO, LIBRARY));
    take(run);
    end(run, run.task().complete(Outcome.COMMITTED, Optional.empty(), NOW));

    assertThat(add("clip.mp4", video("old")).usedBy()).containsExactly("Ann");
    assertThat(missing(takeForAnn(VIDEO, LIBRARY))).contains("no video");
    assertThat(add("clip.mp4", video("new")).usedBy()).isEmpty();
    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("clip.mp4");
  }

  // A folder

  private Path write(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    return Files.write(file, content);
  }

  private void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static MaterialSource folder(String path) {
    return new MaterialSource.LocalFolder(path);
  }

  @Test
  void each_video_of_a_folder_is_posted_once_by_a_user() throws Exception {
    write("cats/a.mp4", video("a"));
    write("cats/b.mp4", video("b"));
    write("cats/deeper/c.mp4", video("c"));
    Set<String> seen = new HashSet<>();
    seen.addAll(names(takeForAnn(VIDEO, folder("cats"))));
    seen.addAll(names(takeForAnn(VIDEO, folder(root.resolve("cats").toString()))));

    assertThat(seen).containsExactlyInAnyOrder("a.mp4", "b.mp4");
    assertThat(missing(takeForAnn(VIDEO, folder("cats"))))
        .contains("the folder \"cats\" has", "no video", "2 in all")
        .doesNotContain(root.toString());
    assertThat(names(take(Optional.of(account("bob")), post(VIDEO, folder("cats"))))).hasSize(1);
  }

  @Test
  void images_of_a_folder_come_by_their_prefix_and_told_by_their_content() throws Exception {
    write("sort_10_x.txt", png("x"));
    write("sort_9_y.mp4", jpeg("y"));
    write("a.png", png("a"));
    write("fake.png", "no picture at all");

    assertThat(names(takeForAnn(new PostContent.Images(3), folder(root.toString()))))
        .containsExactly("sort_9_y.mp4", "sort_10_x.txt", "a.png");
    assertThat(missing(takeForAnn(new PostContent.Images(1), folder("."))))
        .contains("\"fake.png\" is neither an MP4, a JPEG nor a PNG");
  }

  @Test
  void an_accounts_own_folder_is_used_instead_of_the_one_around_it() throws Exception {
    write("all.mp4", video("all"));
    write("caption.txt", "for all");
    write("@ANN/own.mp4", video("own"));

    PostMaterials own = taken(takeForAnn(VIDEO, folder(root.toString())));
    assertThat(own.files().getFirst().name()).isEqualTo("own.mp4");
    assertThat(own.caption()).as("it has none of its own").contains("for all");
    PostMaterials others = taken(take(Optional.of(account("bob")), post(VIDEO, folder("."))));
    assertThat(others.files().getFirst().name()).isEqualTo("all.mp4");
    assertThat(others.caption()).contains("for all");
  }

  @Test
  void a_caption_is_all_of_its_file() throws Exception {
    write("a.mp4", video("a"));
    write("caption.txt", "\ufeff{Hi|Hello}\n#cats\n");

    assertThat(taken(takeForAnn(VIDEO, folder("."))).caption()).contains("{Hi|Hello}\n#cats");
  }

  @Test
  void a_caption_that_can_not_be_used_is_told_with_its_file() throws Exception {
    write("a.mp4", video("a"));
    write("caption.txt", "{Hi");
    assertThat(missing(takeForAnn(VIDEO, folder(".")))).contains("caption.txt", "character 1");

    write("caption.txt", jpeg("not text"));
    assertThat(missing(takeForAnn(VIDEO, folder(".")))).contains("caption.txt", "UTF-8");
  }

  @Test
  void the_sounds_of_a_folder_are_used_in_turn_by_each_user() throws Exception {
    for (int i = 0; i < 5; i++) {
      write("v" + i + ".mp4", video("" + i));
    }
    write("sound_names.txt", "first\n\n second \n");
    List<String> sounds = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Run run = run(Optional.of(ann), post(VIDEO, folder(".")));
      sounds.add(taken(take(run)).sound().orElseThrow());
      end(run, run.task().complete(Outcome.COMMITTED, Optional.empty(), NOW));
      Run lost = run(Optional.of(ann), post(VIDEO, folder(".")));
      take(lost);
      end(lost, failed(lost));
    }

    assertThat(sounds).containsExactly("first", "second", "first");
    assertThat(taken(take(Optional.of(account("bob")), post(VIDEO, folder(".")))).sound())
        .contains("first");
  }

  @Test
  void addresses_of_sounds_win_over_names() throws Exception {
    write("v.mp4", video(""));
    write("sound_names.txt", "name");
    write("sound_urls.txt", "https://example.org/sound");
    assertThat(taken(takeForAnn(VIDEO, folder("."))).sound()).contains("https://example.org/sound");

    write("sound_urls.txt", "a name");
    assertThat(missing(takeForAnn(VIDEO, folder(".")))).contains("sound_urls.txt", "a name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "../secret", "x/../../secret", "/etc/../etc/passwd", "link", "~"})
  void no_path_leads_out_of_the_allowed_folders(String path) throws Exception {
    Path secret = Files.createDirectories(home.resolve("secret"));
    Files.write(secret.resolve("v.mp4"), video("secret"));
    Files.createSymbolicLink(root.resolve("link"), secret);

    assertThat(missing(takeForAnn(VIDEO, folder(path))))
        .satisfiesAnyOf(
            reason -> assertThat(reason).contains("outside of", "allowed material folders"),
            reason -> assertThat(reason).contains("there is no \"~\""));
    assertThat(missing(takeForAnn(VIDEO, new MaterialSource.Listed(List.of(path + "/v.mp4")))))
        .satisfiesAnyOf(
            reason -> assertThat(reason).contains("outside of"),
            reason -> assertThat(reason).contains("there is no \"~/v.mp4\""));
  }

  @Test
  void a_link_out_of_a_folder_is_left_out_and_one_within_is_followed() throws Exception {
    Path secret = Files.write(home.resolve("secret.mp4"), video("secret"));
    Files.createSymbolicLink(root.resolve("out.mp4"), secret);
    Files.createSymbolicLink(root.resolve("nowhere.mp4"), root.resolve("gone"));
    assertThat(missing(takeForAnn(VIDEO, folder("."))))
        .contains("\"out.mp4\" lies outside", "\"nowhere.mp4\" leads nowhere");

    Files.createSymbolicLink(root.resolve("in.mp4"), write("deeper/v.mp4", video("v")));
    assertThat(names(takeForAnn(VIDEO, folder(".")))).containsExactly("in.mp4");
    assertThat(missing(takeForAnn(VIDEO, folder("deeper")))).contains("1 in all");
  }

  @Test
  void a_caption_never_leads_out_of_the_allowed_folders() throws Exception {
    write("v.mp4", video(""));
    Path secret = Files.writeString(home.resolve("secret.txt"), "password");
    Files.createSymbolicLink(root.resolve("caption.txt"), secret);

    assertThat(missing(takeForAnn(VIDEO, folder("."))))
        .contains("caption.txt", "outside of")
        .doesNotContain("password");
  }

  @Test
  @Timeout(60)
  void a_pipe_is_refused_and_never_waited_for() throws Exception {
    Process made = new ProcessBuilder("mkfifo", root.resolve("pipe.mp4").toString()).start();
    assertThat(made.waitFor()).isZero();

    assertThat(missing(takeForAnn(VIDEO, folder("."))))
        .contains("\"pipe.mp4\" is no ordinary file");
    assertThat(missing(takeForAnn(VIDEO, new MaterialSource.Listed(List.of("pipe.mp4")))))
        .contains("no ordinary file");
  }

  @Test
  void a_file_that_is_too_large_is_refused() throws Exception {
    write("large.mp4", video("x".repeat(1_000)));

    assertThat(missing(takeForAnn(VIDEO, folder(".")))).contains("\"large.mp4\" is larger than");
  }

  // A list

  private static MaterialSource listed(String... names) {
    return new MaterialSource.Listed(List.of(names));
  }

  @Test
  void listed_ones_are_posted_in_their_order_from_the_library_or_a_folder() throws Exception {
    add("b.png", png("library"), none -> none.withCaption(Optional.of("own")));
    write("a.png", png("a"));
    write("sub/c.png", png("c"));

    PostMaterials materials =
        taken(
            takeForAnn(
                new PostContent.Images(3),
                listed(root.resolve("sub/c.png").toString(), "b.png", "a.png")));

    assertThat(materials.files())
        .extracting(MediaFile::name)
        .containsExactly(root.resolve("sub/c.png").toString(), "b.png", "a.png");
    assertThat(materials.caption()).contains("own");
  }

  @Test
  void a_name_in_the_library_wins_over_a_file_of_the_same_name() throws Exception {
    add("v.mp4", video("library"));
    write("v.mp4", video("folder"));

    assertThat(taken(takeForAnn(VIDEO, listed("v.mp4"))).files().getFirst().path())
        .isNotEqualTo(root.resolve("v.mp4"));
  }

  @Test
  void each_task_takes_the_next_listed_one_and_the_last_is_told_why_none_is_left() {
    add("a", video("a"));
    add("b", video("b"));
    Run first = run(Optional.of(ann), post(VIDEO, listed("b", "a")));
    assertThat(names(take(first))).containsExactly("b");
    end(first, first.task().complete(Outcome.COMMITTED, Optional.empty(), NOW));
    Run second = run(Optional.of(ann), post(VIDEO, listed("b", "a")));
    assertThat(names(take(second))).containsExactly("a");

    assertThat(missing(takeForAnn(VIDEO, listed("b", "a"))))
        .contains(
            "\"b\" was posted by @Ann before (task " + first.id() + ")",
            "\"a\" is being posted by task " + second.id());
  }

  @Test
  void what_is_missing_or_of_the_wrong_kind_is_told_by_name() {
    add("picture", png(""));
    add("bobs", video("b"), none -> none.withUsername(Optional.of(new Username("bob"))));

    assertThat(missing(takeForAnn(VIDEO, listed("gone", "picture", "bobs"))))
        .contains("\"gone\"", "\"picture\" is no video", "\"bobs\" is for @bob alone");
    assertThat(missing(takeForAnn(new PostContent.Images(2), listed("picture", "picture"))))
        .contains("1 image", "needs 2");
  }

  // Comments

  private static CommentScript comment(String image) {
    return new CommentScript(
        PostUrl.parse("https://www.tiktok.com/@ann/video/7300000000000000001"),
        new CommentPicker(List.of("nice"), CommentOrder.RANDOM, false),
        0,
        Optional.of(image));
  }

  @Test
  void a_comments_picture_is_sent_again_and_again() throws Exception {
    Files.write(uploads.resolve("p.png"), png("p"));
    Files.createDirectories(root.resolve("sub"));
    Path absolute = write("sub/q.jpg", jpeg("q"));

    for (int i = 0; i < 2; i++) {
      assertThat(names(take(Optional.of(ann), comment("p.png")))).containsExactly("p.png");
      assertThat(names(take(Optional.of(ann), comment(absolute.toString())))).hasSize(1);
    }
  }

  @Test
  void a_comments_picture_is_a_picture_in_an_allowed_folder() throws Exception {
    Files.write(uploads.resolve("v.png"), video(""));
    Files.createSymbolicLink(uploads.resolve("link.png"), Files.write(home.resolve("s"), png("")));

    assertThat(missing(take(Optional.of(ann), comment("gone.png")))).contains("gone.png");
    assertThat(missing(take(Optional.of(ann), comment("v.png")))).contains("is a video");
    assertThat(missing(take(Optional.of(ann), comment("link.png")))).contains("outside of");
    assertThat(missing(take(Optional.of(ann), comment("/etc/passwd")))).contains("outside of");
  }

  @Test
  void other_scripts_need_nothing() {
    assertThat(
            supply.take(
                new TaskId(1),
                1,
                phone(1),
                Optional.empty(),
                new FollowScript(new Username("x"), AccessMethod.DIRECT)))
        .isEqualTo(new Supply.NothingNeeded());
  }

  // Warnings

  @Test
  void a_warning_tells_what_a_task_would_fail_with_and_takes_nothing() throws Exception {
    assertThat(warnings(VIDEO, tagged("cats"))).contains("no video with the tag cats", "will fail");
    assertThat(warnings(VIDEO, folder("gone"))).contains("gone");
    assertThat(warnings(VIDEO, folder("/etc"))).contains("outside of");
    assertThat(warnings(VIDEO, folder("a\0b"))).contains("can't be the path");
    assertThat(warnings(VIDEO, folder("."))).contains("no video");
    assertThat(warnings(VIDEO, listed("a", "b"))).contains("\"a\"", "\"b\"");
    assertThat(warnings(new PostContent.Images(3), LIBRARY)).contains("needs 3");
    assertThat(supply.warnings(comment("gone.png"), Map.of()).toString()).contains("gone.png");

    write("@bob/v.mp4", video("v"));
    add("a", video("a"), none -> none.withTags(List.of("cats")));
    assertThat(warnings(VIDEO, folder("."))).isEqualTo("[]");
    assertThat(warnings(VIDEO, tagged("cats"))).isEqualTo("[]");
    assertThat(warnings(VIDEO, listed("a"))).isEqualTo("[]");
    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("a");
  }

  private String warnings(PostContent content, MaterialSource source) {
    return warnings(content, source, Map.of());
  }

  private String warnings(
      PostContent content, MaterialSource source, Map<MaterialUser, Integer> posts) {
    return supply.warnings(post(content, source), posts).stream()
        .collect(Collectors.joining("; ", "[", "]"));
  }

  private Map<MaterialUser, Integer> anns(int posts) {
    return Map.of(MaterialUser.of(ann.id(), ann.username()), posts);
  }

  private void posted(MaterialSource source) {
    Run run = run(Optional.of(ann), post(VIDEO, source));
    take(run);
    end(run, run.task().complete(Outcome.COMMITTED, Optional.empty(), NOW));
  }

  @Test
  void an_account_that_has_used_the_library_up_is_warned_of() {
    add("a", video("a"), none -> none.withTags(List.of("cats")));
    add("b", video("b"), none -> none.withTags(List.of("cats")));
    add("bobs", video("c"), none -> none.withUsername(Optional.of(new Username("bob"))));
    assertThat(warnings(VIDEO, tagged("cats"), anns(2))).isEqualTo("[]");
    posted(tagged("cats"));

    assertThat(warnings(VIDEO, tagged("cats"), anns(1))).isEqualTo("[]");
    assertThat(warnings(VIDEO, tagged("cats"), anns(3)))
        .isEqualTo(
            "[@Ann has 1 video with the tag cats left to post in the material library (2 in all),"
                + " and its 3 tasks need 3; upload more before they run, or 2 of them will fail]");
    posted(tagged("cats"));
    assertThat(warnings(VIDEO, tagged("cats"), anns(1)))
        .isEqualTo(
            "[@Ann has no video with the tag cats left to post in the material library (2 in all),"
                + " and its task needs 1; upload more before it runs, or it will fail]");
    assertThat(warnings(VIDEO, tagged("cats"), Map.of(MaterialUser.of(phone(9)), 1)))
        .as("another user has all of them")
        .isEqualTo("[]");
  }

  @Test
  void an_account_that_has_used_a_folder_up_is_warned_of() throws Exception {
    write("1.mp4", video("1"));
    write("@bob/2.mp4", video("2"));
    posted(folder("."));
    Account bob = account("bob");

    assertThat(warnings(VIDEO, folder("."), Map.of(MaterialUser.of(bob.id(), bob.username()), 1)))
        .isEqualTo("[]");
    assertThat(warnings(VIDEO, folder("."), anns(1)))
        .isEqualTo(
            "[@Ann has no video left to post in the folder \".\" (1 in all), and its task needs"
                + " 1; put more into it before it runs, or it will fail]");
    assertThat(warnings(VIDEO, folder("."), Map.of(MaterialUser.of(bob.id(), bob.username()), 2)))
        .contains("@bob has 1 video left", "(1 in all)", "1 of them");
  }

  @Test
  void an_account_that_has_used_a_list_up_is_warned_of() throws Exception {
    add("a", video("a"));
    add("bobs", video("c"), none -> none.withUsername(Optional.of(new Username("bob"))));
    Path local = write("l.mp4", video("l"));
    MaterialSource list = listed("a", "bobs", local.toString());
    assertThat(warnings(VIDEO, list, anns(2))).isEqualTo("[]");
    posted(listed("a"));

    assertThat(warnings(VIDEO, list, anns(2)))
        .isEqualTo(
            "[@Ann has 1 video left to post of material_list (2 in all; \"bobs\" is for @bob"
                + " alone, not for @Ann; name another, or change whom it is for), and its 2 tasks need 2; add more to it before they run,"
                + " or 1 of them will fail]");
  }

  @Test
  void pictures_are_counted_by_posts() {
    for (int i = 0; i < 5; i++) {
      add("p" + i, png("p" + i));
    }

    assertThat(warnings(new PostContent.Images(2), LIBRARY, anns(2))).isEqualTo("[]");
    assertThat(warnings(new PostContent.Images(2), LIBRARY, anns(4)))
        .contains("5 images left", "its 4 tasks need 8", "2 of them will fail");
  }

  private static Script avatar(Path folder, OptionalInt place) {
    return new ProfileScript(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new FilesNeeded.Avatar(folder.toString(), place)));
  }

  @Test
  void a_profiles_picture_is_taken_in_order_and_again_and_again() throws IOException {
    Path faces = Files.createDirectories(root.resolve("faces"));
    Files.write(faces.resolve("a.png"), png("1"));
    Files.write(faces.resolve("sort_2_b.jpg"), jpeg("2"));
    Files.write(faces.resolve("sort_1_c.png"), png("3"));
    Files.write(faces.resolve("clip.mp4"), video("4"));

    assertThat(
            IntStream.range(0, 4)
                .mapToObj(
                    place -> names(take(Optional.empty(), avatar(faces, OptionalInt.of(place)))))
                .flatMap(List::stream))
        .containsExactly("sort_1_c.png", "sort_2_b.jpg", "a.png", "sort_1_c.png");
  }

  @Test
  void each_attempt_of_a_task_takes_the_same_picture_and_an_account_its_own() throws IOException {
    Path faces = Files.createDirectories(root.resolve("faces"));
    for (int i = 0; i < 5; i++) {
      Files.write(faces.resolve(i + ".png"), png("face " + i));
    }
    Run run = run(Optional.empty(), avatar(faces, OptionalInt.empty()));
    Path own = Files.createDirectories(faces.resolve("@ann"));
    Files.write(own.resolve("ann.png"), png("9"));

    assertThat(names(take(run))).isEqualTo(names(take(run)));
    assertThat(names(take(Optional.of(ann), avatar(faces, OptionalInt.empty()))))
        .containsExactly("ann.png");
  }

  @Test
  void a_folder_without_pictures_is_told_before_and_when_a_profile_is_to_be_changed()
      throws IOException {
    Path faces = Files.createDirectories(root.resolve("faces"));
    Files.write(faces.resolve("clip.mp4"), video("4"));
    Script script = avatar(faces, OptionalInt.empty());

    assertThat(missing(take(Optional.empty(), script))).contains("has no JPG or PNG");
    assertThat(supply.warnings(script, Map.of())).singleElement().asString().contains("JPG or PNG");
  }
}
