package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleMaterials.png;
import static dev.drover.testkit.SampleMaterials.post;
import static dev.drover.testkit.SampleMaterials.video;
import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialLibrary.Deletion;
import dev.drover.application.port.storage.MaterialLibrary.LibraryMaterial;
import dev.drover.application.port.storage.MaterialLibrary.MaterialFilter;
import dev.drover.application.port.storage.MaterialLibrary.Upload;
import dev.drover.application.port.storage.MaterialStock;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.application.port.storage.MaterialSupply.Supply;
import dev.drover.application.port.storage.TaskQueries.TaskMaterial;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.testkit.SampleTasks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the promises of {@link MaterialSupply} when it chooses from an adapter's {@link
 * MaterialStock}.
 */
public abstract class MaterialSupplyContract extends StorageContract {
  private static final PostContent VIDEO = new PostContent.Video();
  private static final MaterialSource ANY = new MaterialSource.Library(List.of());

  private final MaterialLibrary library;
  private final MaterialStock stock;

  @TempDir private Path home;
  private Path clips;
  private MaterialSupply supply;
  private Account ann;
  private Account bob;

  /**
   * @param storage a new, empty storage; closed after each test
   * @param library returns the storage's library
   * @param stock returns the storage's stock
   */
  protected <S extends Storage> MaterialSupplyContract(
      S storage, Function<S, MaterialLibrary> library, Function<S, MaterialStock> stock) {
    super(storage);
    this.library = library.apply(storage);
    this.stock = stock.apply(storage);
  }

  @BeforeEach
  void open() throws IOException {
    clips = Files.createDirectories(home.resolve("clips")).toRealPath();
    supply =
        new MaterialChooser(
            stock,
            new AllowedFolders(List.of(clips), home.resolve("uploads"), 1_000),
            new Random(7));
    ann = added("ann", phone(1));
    bob = added("bob", phone(2));
  }

  private LibraryMaterial add(String name, byte[] content, UnaryOperator<MaterialLabels> labels) {
    Upload upload =
        library.store(new MaterialName(name), new ByteArrayInputStream(content), labels);
    if (upload instanceof Upload.Kept(LibraryMaterial material)) {
      return material;
    }
    throw new AssertionError("not kept: " + upload);
  }

  private LibraryMaterial add(String name, byte[] content) {
    return add(name, content, UnaryOperator.identity());
  }

  private Task claimed(Account account) {
    TaskId id = tasks.insert(List.of(SampleTasks.followBy(account, "anybody"))).getFirst();
    List<Task> claimed = tasks.claimDue(NODE, Set.of(account.device().orElseThrow()), 1_000, NOW);
    assertThat(claimed).extracting(Task::id).containsExactly(id);
    return claimed.getFirst();
  }

  private Supply take(Task task, Account account, Script script) {
    return supply.take(
        task.id(),
        task.attemptCount(),
        account.device().orElseThrow(),
        Optional.of(account),
        script);
  }

  private void succeed(Task task) {
    assertThat(finish(task.complete(Outcome.COMMITTED, Optional.empty(), NOW))).isTrue();
  }

  private void failWithoutEffect(Task task) {
    assertThat(
            finish(
                task.fail(
                    TaskFailure.withoutEffect(FailureCode.ELEMENT_NOT_FOUND, "not there"), NOW)))
        .isTrue();
  }

  private static List<String> names(Supply supply) {
    if (supply instanceof Supply.Taken taken) {
      return taken.materials().files().stream().map(MediaFile::name).toList();
    }
    throw new AssertionError("nothing was taken: " + supply);
  }

  private static String missing(Supply supply) {
    if (supply instanceof Supply.Missing missing) {
      return missing.reason();
    }
    throw new AssertionError("it is there: " + supply);
  }

  @Test
  void a_script_without_files_needs_nothing() {
    Task task = claimed(ann);

    assertThat(take(task, ann, task.script())).isInstanceOf(Supply.NothingNeeded.class);
  }

  @Test
  void no_account_posts_a_material_twice_but_another_may() {
    add("clip.mp4", video("1"));
    Task first = claimed(ann);
    assertThat(names(take(first, ann, post(VIDEO, ANY)))).containsExactly("clip.mp4");
    succeed(first);

    Task second = claimed(ann);
    assertThat(missing(take(second, ann, post(VIDEO, ANY))))
        .contains("no video", "@ann", "(1 in all)");
    assertThat(names(take(claimed(bob), bob, post(VIDEO, ANY)))).containsExactly("clip.mp4");
  }

  @Test
  void no_account_posts_a_content_twice_under_another_name_or_after_a_new_upload()
      throws Exception {
    LibraryMaterial clip = add("clip.mp4", video("1"));
    Task first = claimed(ann);
    take(first, ann, post(VIDEO, ANY));
    succeed(first);

    add("other.mp4", video("1"));
    Files.write(clips.resolve("local.mp4"), video("1"));
    assertThat(refused(ann, ANY)).contains("(2 in all)");
    assertThat(refused(ann, new MaterialSource.Listed(List.of("other.mp4", "local.mp4"))))
        .contains(
            "\"other.mp4\" was posted by @ann before (task " + first.id() + ")",
            "\"local.mp4\" was posted by @ann before (task " + first.id() + ")");
    assertThat(refused(ann, folder())).contains("@ann", "no video");
    library.delete(clip.material().id());
    add("clip.mp4", video("1"));
    assertThat(refused(ann, ANY)).contains("no video");
  }

  /** Why a post of the account gets no video. */
  private String refused(Account account, MaterialSource source) {
    Task task = claimed(account);
    String reason = missing(take(task, account, post(VIDEO, source)));
    failWithoutEffect(task);
    return reason;
  }

  private MaterialSource folder() {
    return new MaterialSource.LocalFolder(clips.toString());
  }

  @Test
  void what_was_posted_from_a_folder_is_not_posted_from_elsewhere() throws Exception {
    Files.write(clips.resolve("a.mp4"), video("1"));
    Task first = claimed(ann);
    assertThat(names(take(first, ann, post(VIDEO, folder())))).containsExactly("a.mp4");
    succeed(first);

    Files.write(clips.resolve("b.mp4"), video("1"));
    Files.write(clips.resolve("c.mp4"), video("2"));
    add("library.mp4", video("1"));
    Task second = claimed(ann);
    assertThat(names(take(second, ann, post(VIDEO, folder())))).containsExactly("c.mp4");
    succeed(second);
    assertThat(missing(take(claimed(ann), ann, post(VIDEO, ANY)))).contains("no video");
  }

  @Test
  void one_post_has_no_content_twice() throws Exception {
    PostContent two = new PostContent.Images(2);
    add("a.png", png("1"));
    add("b.png", png("1"));
    Files.write(clips.resolve("a.png"), png("1"));
    Files.write(clips.resolve("b.png"), png("1"));

    for (MaterialSource source :
        List.of(ANY, folder(), new MaterialSource.Listed(List.of("a.png", "b.png")))) {
      Task task = claimed(ann);
      assertThat(missing(take(task, ann, post(two, source)))).contains("1 image");
      failWithoutEffect(task);
    }
  }

  @Test
  void a_post_of_a_task_by_phone_passes_over_what_accounts_bound_to_it_have_posted() {
    add("clip.mp4", video("1"));
    Task anns = claimed(ann);
    take(anns, ann, post(VIDEO, ANY));
    succeed(anns);

    assertThat(missing(takeWithoutAccount(claimed(phone(1)), phone(1)))).contains("no video");
    assertThat(names(takeWithoutAccount(claimed(phone(2)), phone(2)))).containsExactly("clip.mp4");
  }

  @Test
  void
      what_a_task_by_phone_posted_while_no_account_was_known_counts_for_the_accounts_bound_to_it() {
    add("clip.mp4", video("1"));
    Task phones = claimed(phone(1));
    takeWithoutAccount(phones, phone(1));
    succeed(phones);

    assertThat(missing(take(claimed(ann), ann, post(VIDEO, ANY)))).contains("no video");
    assertThat(names(take(claimed(bob), bob, post(VIDEO, ANY)))).containsExactly("clip.mp4");
  }

  @Test
  void an_account_on_a_platform_that_no_task_by_phone_posts_to_goes_its_own_way() {
    Account insta = onInstagram("insta", phone(1));
    add("clip.mp4", video("1"));
    Task instas = claimed(insta);
    take(instas, insta, post(VIDEO, ANY));
    succeed(instas);
    Task phones = claimed(phone(1));
    assertThat(names(takeWithoutAccount(phones, phone(1)))).containsExactly("clip.mp4");
    succeed(phones);

    add("other.mp4", video("2"));
    Task others = claimed(phone(1));
    takeWithoutAccount(others, phone(1));
    succeed(others);
    assertThat(names(take(claimed(insta), insta, post(VIDEO, ANY)))).containsExactly("other.mp4");
  }

  private Account onInstagram(String username, DeviceSerial phone) {
    return accounts
        .add(
            new NewAccount(
                new Username(username),
                "",
                Platform.INSTAGRAM,
                new PackageName(Platform.INSTAGRAM.defaultPackage()),
                Optional.of(phone),
                true,
                true,
                List.of()))
        .orElseThrow();
  }

  @Test
  void what_a_task_by_phone_posts_counts_for_the_account_that_its_run_reads() {
    LibraryMaterial clip = add("clip.mp4", video("1"));
    Task phones = claimed(phone(3));
    takeWithoutAccount(phones, phone(3));

    assertThat(countFor(phones, phone(3), ann)).isEmpty();
    assertThat(countFor(phones, phone(3), ann)).as("again").isEmpty();
    succeed(phones);

    assertThat(library.find(clip.material().id()).orElseThrow().usedBy()).containsExactly("ann");
    assertThat(missing(take(claimed(ann), ann, post(VIDEO, ANY)))).contains("no video");
  }

  @Test
  void a_task_by_phone_is_refused_once_its_account_is_read_and_has_posted_the_content() {
    add("clip.mp4", video("1"));
    add("same.mp4", video("1"), labels -> labels.withTags(List.of("cats")));
    Task anns = claimed(ann);
    take(anns, ann, post(VIDEO, new MaterialSource.Library(List.of("cats"))));
    succeed(anns);
    Task phones = claimed(phone(3));
    takeWithoutAccount(phones, phone(3));

    assertThat(countFor(phones, phone(3), ann).orElseThrow())
        .contains("@ann", "posted", "task " + anns.id());
    failWithoutEffect(phones);
    assertThat(names(takeWithoutAccount(claimed(phone(3)), phone(3)))).containsExactly("clip.mp4");
  }

  private Optional<String> countFor(Task task, DeviceSerial phone, Account account) {
    return supply.countFor(task.id(), task.attemptCount(), phone, account);
  }

  @Test
  void what_an_attempt_without_effect_took_goes_back() {
    add("clip.mp4", video("1"));
    Task first = claimed(ann);
    take(first, ann, post(VIDEO, ANY));
    failWithoutEffect(first);

    assertThat(names(take(claimed(ann), ann, post(VIDEO, ANY)))).containsExactly("clip.mp4");
  }

  @Test
  void what_may_have_been_posted_is_used_up() {
    LibraryMaterial clip = add("clip.mp4", video("1"));
    Task first = claimed(ann);
    take(first, ann, post(VIDEO, ANY));
    assertThat(finish(first.fail(TaskFailure.unknownAfter("tap Post"), NOW))).isTrue();

    assertThat(library.find(clip.material().id()).orElseThrow().usedBy()).containsExactly("ann");
    assertThat(missing(take(claimed(ann), ann, post(VIDEO, ANY)))).contains("no video");
  }

  @Test
  void a_material_that_a_task_is_posting_can_not_be_replaced_or_deleted() {
    LibraryMaterial clip = add("clip.mp4", video("1"));
    Task task = claimed(ann);
    take(task, ann, post(VIDEO, ANY));

    assertThat(library.delete(clip.material().id())).isEqualTo(new Deletion.Held(task.id()));
    assertThat(
            library.store(
                new MaterialName("clip.mp4"),
                new ByteArrayInputStream(video("2")),
                UnaryOperator.identity()))
        .isEqualTo(new Upload.Held(task.id()));
    succeed(task);
    assertThat(library.delete(clip.material().id())).isInstanceOf(Deletion.Deleted.class);
  }

  @Test
  void new_content_counts_as_not_yet_posted() {
    add("clip.mp4", video("1"));
    Task first = claimed(ann);
    take(first, ann, post(VIDEO, ANY));
    succeed(first);

    assertThat(add("clip.mp4", video("1")).usedBy()).containsExactly("ann");
    assertThat(add("clip.mp4", video("2")).usedBy()).isEmpty();
    assertThat(names(take(claimed(ann), ann, post(VIDEO, ANY)))).containsExactly("clip.mp4");
  }

  @Test
  void an_attempt_that_has_ended_gets_nothing() {
    add("clip.mp4", video("1"));
    Task task = claimed(ann);
    succeed(task);

    assertThat(missing(take(task, ann, post(VIDEO, ANY)))).contains("has ended");
    assertThat(names(take(claimed(ann), ann, post(VIDEO, ANY)))).containsExactly("clip.mp4");
  }

  @Test
  void a_users_own_material_comes_first_and_nobody_else_gets_it() {
    add("everybodys.mp4", video("1"));
    add("anns.mp4", video("2"), labels -> labels.withUsername(Optional.of(new Username("Ann"))));

    assertThat(names(take(claimed(ann), ann, post(VIDEO, ANY)))).containsExactly("anns.mp4");
    Task bobs = claimed(bob);
    assertThat(names(take(bobs, bob, post(VIDEO, ANY)))).containsExactly("everybodys.mp4");
    succeed(bobs);
    assertThat(missing(take(claimed(bob), bob, post(VIDEO, ANY)))).contains("(1 in all)");
  }

  @Test
  void a_post_takes_materials_that_have_all_of_its_tags() {
    add("one.mp4", video("1"), labels -> labels.withTags(List.of("cats")));
    add("both.mp4", video("2"), labels -> labels.withTags(List.of("dogs", "cats")));
    MaterialSource tagged = new MaterialSource.Library(List.of("cats", "dogs"));

    Task first = claimed(ann);
    assertThat(names(take(first, ann, post(VIDEO, tagged)))).containsExactly("both.mp4");
    succeed(first);
    assertThat(missing(take(claimed(ann), ann, post(VIDEO, tagged))))
        .contains("with all of the tags cats, dogs");
  }

  @Test
  void images_are_taken_by_their_sort_then_by_name() {
    add("c.png", png("c"));
    add("b.png", png("b"));
    add("a.png", png("a"), labels -> labels.withSort(Optional.of(9)));
    add("z.png", png("z"), labels -> labels.withSort(Optional.of(1)));

    assertThat(names(take(claimed(ann), ann, post(new PostContent.Images(3), ANY))))
        .containsExactly("z.png", "a.png", "b.png");
  }

  @Test
  void a_list_names_materials_and_files_and_says_what_was_posted_before() throws Exception {
    add("clip.mp4", video("1"));
    Files.write(clips.resolve("local.mp4"), video("2"));
    MaterialSource list = new MaterialSource.Listed(List.of("clip.mp4", "local.mp4"));

    Task first = claimed(ann);
    assertThat(names(take(first, ann, post(VIDEO, list)))).containsExactly("clip.mp4");
    succeed(first);
    Task second = claimed(ann);
    assertThat(names(take(second, ann, post(VIDEO, list)))).containsExactly("local.mp4");
    succeed(second);
    assertThat(missing(take(claimed(ann), ann, post(VIDEO, list))))
        .contains(
            "\"clip.mp4\" was posted by @ann before (task " + first.id() + ")",
            "\"local.mp4\" was posted by @ann before (task " + second.id() + ")");
  }

  @Test
  void the_posts_of_a_folder_take_its_sounds_in_turn() throws Exception {
    for (int i = 1; i <= 3; i++) {
      Files.write(clips.resolve(i + ".mp4"), video(Integer.toString(i)));
    }
    Files.writeString(clips.resolve("sound_names.txt"), "first\nsecond\n");
    Script script = post(VIDEO, new MaterialSource.LocalFolder(clips.toString()));

    assertThat(List.of(sound(script), sound(script), sound(script)))
        .containsExactly("first", "second", "first");
  }

  private String sound(Script script) {
    Task task = claimed(ann);
    Supply supplied = take(task, ann, script);
    succeed(task);
    if (supplied instanceof Supply.Taken taken) {
      return taken.materials().sound().orElseThrow();
    }
    throw new AssertionError("nothing was taken: " + supplied);
  }

  @Test
  void a_phone_without_an_account_posts_nothing_twice_either() {
    add("clip.mp4", video("1"));
    Task first = claimed(phone(3));
    assertThat(names(takeWithoutAccount(first, phone(3)))).containsExactly("clip.mp4");
    succeed(first);

    assertThat(missing(takeWithoutAccount(claimed(phone(3)), phone(3))))
        .contains("phone " + phone(3));
    assertThat(names(takeWithoutAccount(claimed(phone(4)), phone(4)))).containsExactly("clip.mp4");
  }

  private Supply takeWithoutAccount(Task task, DeviceSerial phone) {
    return supply.take(task.id(), task.attemptCount(), phone, Optional.empty(), post(VIDEO, ANY));
  }

  @Test
  void what_an_attempt_took_before_it_could_tell_is_taken_anew() {
    add("clip.mp4", video("1"));
    Task task = claimed(ann);

    assertThat(names(take(task, ann, post(VIDEO, ANY)))).containsExactly("clip.mp4");
    assertThat(names(take(task, ann, post(VIDEO, ANY)))).containsExactly("clip.mp4");
    assertThat(queries.find(task.id()).orElseThrow().materials()).hasSize(1);
  }

  @Test
  void a_task_shows_what_it_posts_and_has_posted_but_not_what_went_back() {
    LibraryMaterial clip = add("clip.mp4", video("1"));
    Task lost = claimed(ann);
    take(lost, ann, post(VIDEO, ANY));
    assertThat(queries.find(lost.id()).orElseThrow().materials())
        .containsExactly(new TaskMaterial("clip.mp4", true, false));
    assertThat(library.find(clip.material().id()).orElseThrow().usedBy()).as("not yet").isEmpty();
    failWithoutEffect(lost);
    assertThat(queries.find(lost.id()).orElseThrow().materials()).isEmpty();

    Task task = claimed(ann);
    take(task, ann, post(VIDEO, ANY));
    succeed(task);
    assertThat(queries.find(task.id()).orElseThrow().materials())
        .containsExactly(new TaskMaterial("clip.mp4", true, true));
    assertThat(
            library
                .list(
                    new MaterialFilter(Optional.empty(), Optional.of(true), Optional.empty()), 1, 9)
                .total())
        .isEqualTo(1);
    library.delete(clip.material().id());
    assertThat(queries.find(task.id()).orElseThrow().materials())
        .as("the task still tells what it posted")
        .containsExactly(new TaskMaterial("clip.mp4", true, true));
  }

  @Test
  void a_users_own_images_come_before_the_others_and_bring_their_caption() {
    add("a", png("a"), labels -> labels.withSort(Optional.of(1)));
    add("b", png("b"), labels -> labels.withSort(Optional.of(2)));
    add(
        "own",
        png("c"),
        labels ->
            labels.withUsername(Optional.of(ann.username())).withCaption(Optional.of("{x|y}")));

    Supply supplied = take(claimed(ann), ann, post(new PostContent.Images(2), ANY));

    assertThat(names(supplied)).containsExactly("a", "own");
    assertThat(supplied)
        .isInstanceOfSatisfying(
            Supply.Taken.class, taken -> assertThat(taken.materials().caption()).contains("{x|y}"));
  }

  @Test
  void a_task_that_would_miss_files_is_warned_of() {
    assertThat(supply.warnings(post(VIDEO, ANY), Map.of()))
        .singleElement()
        .asString()
        .contains("the material library has no video");
    add("clip.mp4", video("1"));
    assertThat(supply.warnings(post(VIDEO, ANY), Map.of())).isEmpty();
    assertThat(supply.warnings(post(VIDEO, new MaterialSource.Listed(List.of("no.mp4"))), Map.of()))
        .singleElement()
        .asString()
        .contains("no.mp4");
  }

  @Test
  void a_user_who_has_too_few_files_left_for_the_tasks_is_warned_of() {
    add("1.mp4", video("1"));
    add("2.mp4", video("2"));
    Task posts = claimed(ann);
    take(posts, ann, post(VIDEO, ANY));
    MaterialUser annsUser = MaterialUser.of(ann.id(), ann.username());
    MaterialUser other = MaterialUser.of(phone(2));

    assertThat(supply.warnings(post(VIDEO, ANY), Map.of(annsUser, 1, other, 2))).isEmpty();
    assertThat(supply.warnings(post(VIDEO, ANY), Map.of(annsUser, 2)))
        .singleElement()
        .asString()
        .contains("@ann has 1 video left", "(2 in all)", "its 2 tasks need 2", "1 of them");
    succeed(posts);
    assertThat(
            supply.warnings(
                post(VIDEO, new MaterialSource.Listed(List.of("1.mp4", "2.mp4"))),
                Map.of(annsUser, 2)))
        .singleElement()
        .asString()
        .contains("@ann has 1 video left");
  }
}
