package dev.drover.persistence.material;

import static dev.drover.persistence.material.MaterialFixture.CLOCK;
import static dev.drover.persistence.material.MaterialFixture.LARGEST;
import static dev.drover.persistence.material.MaterialFixture.add;
import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static dev.drover.testkit.SampleMaterials.post;
import static dev.drover.testkit.SampleMaterials.video;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.port.storage.MaterialSupply.Supply;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.SampleTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only PostgreSQL and a folder on the disk show of the choice of files: locks, races, files
 * that are gone. The rules of the choice are tested in memory.
 */
@ExtendWith(RealPostgres.class)
class JooqMaterialSupplyTest {
  private static final PostContent VIDEO = new PostContent.Video();
  private static final MaterialSource LIBRARY = new MaterialSource.Library(List.of());

  @TempDir private Path home;
  private Path root;
  private JooqMaterialLibrary library;
  private MaterialChooser supply;
  private JooqTaskRepository tasks;
  private JooqTaskQueries queries;
  private JooqAccountDirectory accounts;
  private Account ann;
  private int phones;

  @BeforeEach
  void open(Database database) throws IOException {
    QueueFixture.giveLeases(database);
    root = Files.createDirectories(home.resolve("clips")).toRealPath();
    Path folder = home.resolve("library");
    library = new JooqMaterialLibrary(database, folder, LARGEST, NODE, CLOCK);
    supply =
        new MaterialChooser(
            new JooqMaterialStock(database, folder, CLOCK),
            new AllowedFolders(List.of(root), home.resolve("materials"), 1_000),
            new Random(7));
    tasks = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    accounts = new JooqAccountDirectory(database);
    ann = accounts.add(SampleTasks.account("Ann", Optional.empty())).orElseThrow();
  }

  /** A running task on a phone of its own. */
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
                QueueFixture.follow(serial, "anybody").script(),
                "{}",
                TaskSource.API,
                Optional.empty(),
                NOW,
                NOW)));
    return claimed(serial, account, script);
  }

  /** Binds the account to another phone. Its running tasks stay where they are. */
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

  /** Holds a lock that a take needs, changes the disk while the take waits for it, lets go. */
  private Supply takeWhile(Database database, Run run, String lock, Object key, Callable<?> change)
      throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      var holder =
          threads.submit(
              () ->
                  database.transaction(
                      sql -> {
                        sql.execute(lock, key);
                        held.countDown();
                        try {
                          changed.await();
                        } catch (InterruptedException end) {
                          Thread.currentThread().interrupt();
                        }
                        return held;
                      }));
      held.await();
      var supplied = threads.submit(() -> take(run));
      awaitOneThatWaits(database);
      change.call();
      changed.countDown();
      holder.get();
      return supplied.get();
    }
  }

  private static void awaitOneThatWaits(Database database) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (database.query(
        sql ->
            sql.fetch(
                    """
                    SELECT 1 FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """)
                .isEmpty())) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(end);
    }
  }

  @Test
  void the_files_of_a_list_are_looked_for_before_the_transaction_and_read_after_it(
      Database database) throws Exception {
    Path clip = Files.write(root.resolve("clip.mp4"), video("1"));
    Run run = run(Optional.of(ann), post(VIDEO, new MaterialSource.Listed(List.of("clip.mp4"))));

    Supply supply =
        takeWhile(
            database,
            run,
            "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
            "material:account:" + ann.id(),
            () -> Files.deleteIfExists(clip));

    assertThat(missing(supply)).as("it was chosen").isEqualTo("\"clip.mp4\" can't be read");
    end(run, failed(run));
    assertThat(queries.find(run.id()).orElseThrow().materials()).isEmpty();
  }

  @Test
  void a_file_of_the_library_is_looked_for_after_the_transaction_and_goes_back_if_it_is_not_there(
      Database database) throws Exception {
    add(library, "clip.mp4", video("1"));
    Path file = MaterialFixture.filesIn(home.resolve("library")).getFirst();
    database.query(
        sql ->
            sql.execute(
                """
                CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$
                """));
    database.query(
        sql ->
            sql.execute(
                "CREATE TRIGGER waits BEFORE INSERT ON material_use FOR EACH ROW EXECUTE FUNCTION"
                    + " wait_for_the_test()"));
    Run run = run(Optional.of(ann), post(VIDEO, LIBRARY));

    Supply supply =
        takeWhile(
            database,
            run,
            "SELECT pg_advisory_xact_lock(?)",
            4711L,
            () -> Files.deleteIfExists(file));

    assertThat(missing(supply)).contains("clip.mp4", "library folder");
    end(run, failed(run));
    assertThat(queries.find(run.id()).orElseThrow().materials()).isEmpty();
    Files.write(file, video("1"));
    assertThat(names(takeForAnn(VIDEO, LIBRARY))).containsExactly("clip.mp4");
  }

  @Test
  void a_file_of_the_library_is_taken_as_it_lies_there() throws Exception {
    add(library, "clip.mp4", video("content"));

    PostMaterials materials = taken(takeForAnn(VIDEO, LIBRARY));

    assertThat(Files.readAllBytes(materials.files().getFirst().path())).isEqualTo(video("content"));
    assertThat(materials.caption()).isEmpty();
    assertThat(materials.sound()).isEmpty();
  }

  @Test
  void a_hundred_takes_at_the_same_time_never_get_the_same_file() throws Exception {
    for (int i = 0; i < 90; i++) {
      add(library, "v" + i, video("" + i));
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
  void a_library_whose_folder_is_not_shared_is_told_so() throws Exception {
    add(library, "clip.mp4", video(""));
    Files.delete(MaterialFixture.filesIn(home.resolve("library")).getFirst());

    assertThat(missing(takeForAnn(VIDEO, LIBRARY)))
        .contains("clip.mp4", "library folder that they share");
  }
}
