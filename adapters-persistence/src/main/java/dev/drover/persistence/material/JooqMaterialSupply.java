package dev.drover.persistence.material;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.MATERIAL;
import static dev.drover.persistence.schema.Tables.MATERIAL_USE;
import static dev.drover.persistence.schema.Tables.TASK;

import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.FilesNeeded;
import dev.drover.domain.script.MaterialSource;
import dev.drover.domain.script.PostContent;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.material.AllowedFolders.Contents;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.schema.tables.records.MaterialRecord;
import dev.drover.persistence.schema.tables.records.MaterialUseRecord;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Chooses a task's files, from the library or from folders on the server. Who has taken what is
 * noted in PostgreSQL, so that no two tasks of one user get the same file, whichever servers they
 * run on.
 */
public final class JooqMaterialSupply implements MaterialSupply {
  private static final Comparator<MaterialRecord> IMAGE_ORDER =
      Comparator.comparing(
              (MaterialRecord row) -> Optional.ofNullable(row.getSort()).map(Integer::longValue),
              Comparator.comparingLong(sort -> sort.orElse(Long.MAX_VALUE)))
          .thenComparing(MaterialRecord::getName);

  private final Database database;
  private final Path libraryFolder;
  private final AllowedFolders folders;
  private final RandomGenerator random;
  private final Clock clock;

  /**
   * @param libraryFolder that of {@link JooqMaterialLibrary}
   */
  public JooqMaterialSupply(
      Database database,
      Path libraryFolder,
      AllowedFolders folders,
      RandomGenerator random,
      Clock clock) {
    this.database = database;
    this.libraryFolder = libraryFolder;
    this.folders = folders;
    this.random = random;
    this.clock = clock;
  }

  /** A file and the key under which its use is noted. */
  private record Source(String key, MediaFile file) {}

  /** What a name of a list, which the library does not know, leads to on the disk. */
  private sealed interface LocalFile {
    record Found(MediaFile file) implements LocalFile {}

    record Refused(String reason) implements LocalFile {}
  }

  /** What one post is made of. */
  private record Choice(List<Source> sources, Optional<String> caption, Optional<String> sound) {
    PostMaterials materials() {
      return new PostMaterials(sources.stream().map(Source::file).toList(), caption, sound);
    }
  }

  @Override
  public Supply take(
      TaskId task, int attempt, DeviceSerial serial, Optional<Account> account, Script script) {
    try {
      return switch (script.files()) {
        case FilesNeeded.None _ -> new Supply.NothingNeeded();
        case FilesNeeded.ToPost post ->
            new Supply.Taken(take(task, attempt, MaterialUser.of(serial, account), post));
        case FilesNeeded.Picture picture -> new Supply.Taken(picture(picture.path()));
      };
    } catch (MaterialMissing missing) {
      return new Supply.Missing(missing.reason());
    }
  }

  /** A comment's picture may be sent again and again. */
  private PostMaterials picture(String image) {
    return new PostMaterials(List.of(folders.picture(image)), Optional.empty(), Optional.empty());
  }

  private PostMaterials take(TaskId task, int attempt, MaterialUser user, FilesNeeded.ToPost post) {
    PostContent content = post.content();
    return switch (post.source()) {
      case MaterialSource.Library library ->
          take(task, attempt, user, sql -> fromLibrary(sql, user, library.tags(), content));
      case MaterialSource.LocalFolder local -> {
        // Read before the transaction: a slow disk must not hold it.
        Contents contents = contents(local.path(), user.username());
        yield take(
            task, attempt, user, sql -> fromFolder(sql, user, local.path(), contents, content));
      }
      case MaterialSource.Listed listed -> {
        Map<String, LocalFile> local = localFiles(listed.names());
        yield take(task, attempt, user, sql -> fromList(sql, user, listed.names(), local, content));
      }
    };
  }

  /**
   * Chooses and notes what was chosen, one task of a user after the other. The disk is read before
   * and after the transaction, never within: a slow one would hold its locks and its connection.
   * What is missing then goes back with the end of the attempt, which is without effect.
   */
  private PostMaterials take(
      TaskId task, int attempt, MaterialUser user, Function<DSLContext, Choice> choose) {
    Choice chosen =
        database.transaction(
            sql -> {
              sql.execute(
                  "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "material:" + user.key());
              requireRunning(sql, task, attempt);
              // An earlier attempt that could not tell how it ended has left these.
              sql.deleteFrom(MATERIAL_USE)
                  .where(MATERIAL_USE.TASK_ID.eq(task.value()))
                  .and(MATERIAL_USE.USED_AT.isNull())
                  .execute();
              Choice choice = choose.apply(sql);
              note(sql, task, attempt, user, choice.sources());
              return choice;
            });
    // Nobody can replace or delete a material while a running task holds it.
    chosen.sources().forEach(JooqMaterialSupply::requireThere);
    return chosen.materials();
  }

  /**
   * Until the commit the task can't end. What it took afterwards nobody would give back.
   *
   * @throws MaterialMissing if it has ended
   */
  private static void requireRunning(DSLContext sql, TaskId task, int attempt) {
    boolean running =
        sql.selectOne()
            .from(TASK)
            .where(TASK.ID.eq(task.value()))
            .and(TASK.STATUS.eq((short) TaskStatus.RUNNING.code()))
            .and(TASK.ATTEMPT_COUNT.eq(attempt))
            .forShare()
            .fetchOptional()
            .isPresent();
    if (!running) {
      throw new MaterialMissing(
          "attempt " + attempt + " at task " + task + " has ended; it gets no files any more");
    }
  }

  private void note(
      DSLContext sql, TaskId task, int attempt, MaterialUser user, List<Source> sources) {
    List<MaterialUseRecord> uses = new ArrayList<>();
    for (Source source : sources) {
      MaterialUseRecord use = new MaterialUseRecord();
      use.setSourceKey(source.key());
      use.setUserKey(user.key());
      use.setTaskId(task.value());
      use.setAttempt(attempt);
      use.setName(source.file().name());
      use.setPlace((short) uses.size());
      use.setTakenAt(at(clock.instant()));
      uses.add(use);
    }
    sql.batchInsert(uses).execute();
  }

  private static Map<String, MaterialUseRecord> uses(
      DSLContext sql, MaterialUser user, Collection<String> keys) {
    return sql.selectFrom(MATERIAL_USE)
        .where(MATERIAL_USE.USER_KEY.eq(user.key()))
        .and(MATERIAL_USE.SOURCE_KEY.eq(DSL.any(keys.toArray(String[]::new))))
        .fetchMap(MATERIAL_USE.SOURCE_KEY);
  }

  // The library

  private Choice fromLibrary(
      DSLContext sql, MaterialUser user, List<String> tags, PostContent content) {
    Condition fitting = fitting(tags, content).and(mayBePostedBy(user.username()));
    Condition free =
        fitting.andNotExists(
            DSL.selectOne()
                .from(MATERIAL_USE)
                .where(MATERIAL_USE.SOURCE_KEY.eq(MaterialRows.SOURCE_KEY))
                .and(MATERIAL_USE.USER_KEY.eq(user.key())));
    List<MaterialRecord> chosen =
        switch (content) {
          case PostContent.Video video ->
              randomOf(sql, free.and(MATERIAL.USERNAME_KEY.isNotNull()))
                  .or(() -> randomOf(sql, free.and(MATERIAL.USERNAME_KEY.isNull())))
                  .stream()
                  .toList();
          case PostContent.Images images -> firstOf(sql, free, images.count());
        };
    if (chosen.size() < content.count()) {
      int all = sql.fetchCount(MATERIAL, fitting);
      throw new MaterialMissing(
          "the material library has "
              + counted(chosen.size(), content)
              + withTags(tags)
              + " that "
              + user.display()
              + " has not posted yet ("
              + all
              + " in all), and the post needs "
              + content.count()
              + "; upload more with PUT /materials/{name}");
    }
    return choice(chosen.stream().map(this::source).toList(), chosen);
  }

  private static Condition fitting(List<String> tags, PostContent content) {
    return MaterialRows.isVideo(content instanceof PostContent.Video)
        .and(MATERIAL.TAGS.contains(tags.toArray(String[]::new)));
  }

  private static Condition mayBePostedBy(Optional<Username> username) {
    return MATERIAL.USERNAME_KEY.isNull().or(belongsTo(username));
  }

  private static Condition belongsTo(Optional<Username> username) {
    return username
        .map(name -> MATERIAL.USERNAME_KEY.eq(name.canonical()))
        .orElse(DSL.falseCondition());
  }

  /** Locked against being replaced or deleted until it is noted. */
  private Optional<MaterialRecord> randomOf(DSLContext sql, Condition free) {
    int count = sql.fetchCount(MATERIAL, free);
    while (count > 0) {
      Optional<MaterialRecord> chosen =
          sql.selectFrom(MATERIAL)
              .where(free)
              .orderBy(MATERIAL.ID)
              .limit(1)
              .offset(random.nextInt(count))
              .forShare()
              .fetchOptional();
      if (chosen.isPresent()) {
        return chosen;
      }
      // It was deleted between count and choice.
      count = sql.fetchCount(MATERIAL, free);
    }
    return Optional.empty();
  }

  /** A user's own before those that are for everybody; shown in the order of all. */
  private static List<MaterialRecord> firstOf(DSLContext sql, Condition free, int count) {
    return sql
        .selectFrom(MATERIAL)
        .where(free)
        .orderBy(
            MATERIAL.USERNAME_KEY.isNull(),
            MATERIAL.SORT.asc().nullsLast(),
            MATERIAL.NAME.collate("C"))
        .limit(count)
        .forShare()
        .fetch()
        .stream()
        .sorted(IMAGE_ORDER)
        .toList();
  }

  private Source source(MaterialRecord row) {
    return new Source(
        MaterialRows.sourceKey(row),
        new MediaFile(libraryFolder.resolve(row.getFile()), row.getName(), MaterialRows.type(row)));
  }

  /** That of a folder was there a moment ago; that of the library is only known from its row. */
  private static void requireThere(Source source) {
    if (MaterialRows.isOfLibrary(source.key())
        && !Files.isRegularFile(source.file().path(), LinkOption.NOFOLLOW_LINKS)) {
      throw new MaterialMissing(
          "the file of material \""
              + source.file().name()
              + "\" is not in this server's library folder; servers on one database must share"
              + " their library folder (setting materials.folder)");
    }
  }

  /** Of those that bring a caption, the first one's counts. */
  private static Choice choice(List<Source> sources, List<MaterialRecord> materials) {
    return new Choice(
        sources,
        materials.stream()
            .flatMap(row -> Optional.ofNullable(row.getCaption()).stream())
            .findFirst(),
        Optional.empty());
  }

  // A folder

  private Contents contents(String path, Optional<Username> username) {
    Path folder = folders.folder(path);
    return folders.read(username.flatMap(name -> folders.ownFolder(folder, name)).orElse(folder));
  }

  private Choice fromFolder(
      DSLContext sql, MaterialUser user, String given, Contents contents, PostContent content) {
    Map<String, MediaFile> fitting =
        contents.materials().fitting(content).stream()
            .collect(Collectors.toMap(JooqMaterialSupply::key, Function.identity()));
    Set<MediaFile> spent =
        uses(sql, user, fitting.keySet()).keySet().stream()
            .flatMap(key -> Optional.ofNullable(fitting.get(key)).stream())
            .collect(Collectors.toSet());
    List<MediaFile> chosen =
        contents
            .materials()
            .choose(content, spent, random)
            .orElseThrow(
                () ->
                    new MaterialMissing(
                        "the folder \""
                            + given
                            + "\" has "
                            + counted(fitting.size() - spent.size(), content)
                            + " that "
                            + user.display()
                            + " has not posted yet ("
                            + fitting.size()
                            + " in all), and the post needs "
                            + content.count()
                            + "; put more into it"
                            + contents.remark()));
    return new Choice(
        chosen.stream().map(file -> new Source(key(file), file)).toList(),
        contents.materials().caption(),
        contents.materials().sounds().isEmpty()
            ? Optional.empty()
            : contents.materials().sound(earlierPosts(sql, user, contents)));
  }

  private static String key(MediaFile file) {
    return MaterialRows.sourceKey(file.path());
  }

  /** How many posts a user has made, or is making, from a folder; its files may be gone since. */
  private static long earlierPosts(DSLContext sql, MaterialUser user, Contents contents) {
    String[] files =
        contents.materials().files().stream().map(JooqMaterialSupply::key).toArray(String[]::new);
    String separator = contents.folder().getFileSystem().getSeparator();
    String below = MaterialRows.sourceKey(contents.folder()) + separator;
    Condition directlyBelow =
        MATERIAL_USE
            .SOURCE_KEY
            .startsWith(below)
            .and(
                DSL.position(
                        DSL.substring(
                            MATERIAL_USE.SOURCE_KEY, below.codePointCount(0, below.length()) + 1),
                        separator)
                    .eq(0));
    return sql.select(DSL.countDistinct(MATERIAL_USE.TASK_ID, MATERIAL_USE.ATTEMPT))
        .from(MATERIAL_USE)
        .where(MATERIAL_USE.USER_KEY.eq(user.key()))
        .and(MATERIAL_USE.SOURCE_KEY.eq(DSL.any(files)).or(directlyBelow))
        .fetchSingle(row -> (long) row.value1());
  }

  // A list

  /** What the names lead to on the disk, of those that the library does not know. */
  private Map<String, LocalFile> localFiles(List<String> names) {
    Set<String> inLibrary =
        database.query(
            sql ->
                sql.select(MATERIAL.NAME)
                    .from(MATERIAL)
                    .where(MATERIAL.NAME.eq(DSL.any(names.toArray(String[]::new))))
                    .fetchSet(MATERIAL.NAME));
    Map<String, LocalFile> local = new HashMap<>();
    for (String name : names) {
      if (!inLibrary.contains(name)) {
        local.computeIfAbsent(name, this::localFile);
      }
    }
    return local;
  }

  private LocalFile localFile(String name) {
    try {
      return new LocalFile.Found(folders.file(name));
    } catch (MaterialMissing missing) {
      return new LocalFile.Refused(
          "no material of the library has the name \"" + name + "\", and " + missing.reason());
    }
  }

  private Choice fromList(
      DSLContext sql,
      MaterialUser user,
      List<String> names,
      Map<String, LocalFile> local,
      PostContent content) {
    Map<String, MaterialRecord> inLibrary =
        sql.selectFrom(MATERIAL)
            .where(MATERIAL.NAME.eq(DSL.any(names.toArray(String[]::new))))
            .orderBy(MATERIAL.ID)
            .forShare()
            .fetchMap(MATERIAL.NAME);
    Map<String, MaterialUseRecord> uses = uses(sql, user, keys(inLibrary.values(), local.values()));
    List<Source> chosen = new ArrayList<>();
    List<MaterialRecord> materials = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<String> spent = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String name : names) {
      if (chosen.size() == content.count() && problems.isEmpty()) {
        break;
      }
      try {
        Optional<MaterialRecord> material = Optional.ofNullable(inLibrary.get(name));
        material.ifPresent(row -> requireAllowed(row, user));
        Source source = listed(name, material, local, content);
        if (seen.add(source.key())) {
          Optional<MaterialUseRecord> use = Optional.ofNullable(uses.get(source.key()));
          if (use.isPresent()) {
            spent.add(spent(name, user, use.get()));
          } else {
            chosen.add(source);
            material.ifPresent(materials::add);
          }
        }
      } catch (MaterialMissing missing) {
        problems.add(missing.reason());
      }
    }
    if (!problems.isEmpty()) {
      throw new MaterialMissing("material_list: " + String.join("; ", problems));
    }
    if (chosen.size() < content.count()) {
      throw new MaterialMissing(
          "material_list has "
              + counted(chosen.size(), content)
              + " to post, and the post needs "
              + content.count()
              + (spent.isEmpty() ? "" : ": " + String.join("; ", spent)));
    }
    return choice(chosen, materials);
  }

  private static Set<String> keys(
      Collection<MaterialRecord> materials, Collection<LocalFile> local) {
    Set<String> keys = new LinkedHashSet<>();
    materials.forEach(row -> keys.add(MaterialRows.sourceKey(row)));
    for (LocalFile file : local) {
      switch (file) {
        case LocalFile.Found found -> keys.add(key(found.file()));
        case LocalFile.Refused refused -> {
          // It has no key.
        }
      }
    }
    return keys;
  }

  /**
   * @throws MaterialMissing if there is no such material and no such file, or it is of another kind
   */
  private Source listed(
      String name,
      Optional<MaterialRecord> material,
      Map<String, LocalFile> local,
      PostContent content) {
    Source source = material.map(this::source).orElseGet(() -> localSource(name, local));
    if (!source.file().type().fits(content)) {
      throw new MaterialMissing(
          "\""
              + name
              + "\" is no "
              + switch (content) {
                case PostContent.Video video -> "video";
                case PostContent.Images images -> "image";
              });
    }
    return source;
  }

  private static Source localSource(String name, Map<String, LocalFile> local) {
    return switch (Optional.ofNullable(local.get(name))
        .orElseGet(
            () ->
                new LocalFile.Refused(
                    "material \""
                        + name
                        + "\" was deleted from the library a moment ago; run the task again"))) {
      case LocalFile.Found(MediaFile file) -> new Source(key(file), file);
      case LocalFile.Refused(String reason) -> throw new MaterialMissing(reason);
    };
  }

  private static void requireAllowed(MaterialRecord row, MaterialUser user) {
    Optional<Username> owner = MaterialRows.labels(row).username();
    if (owner.isPresent() && !owner.equals(user.username())) {
      throw new MaterialMissing(
          "\"" + row.getName() + "\" is for " + owner.get() + " alone, not for " + user.display());
    }
  }

  private static String spent(String name, MaterialUser user, MaterialUseRecord use) {
    return use.getUsedAt() == null
        ? "\"" + name + "\" is being posted by task " + use.getTaskId()
        : "\""
            + name
            + "\" was posted by "
            + user.display()
            + " before (task "
            + use.getTaskId()
            + ")";
  }

  // Warnings

  @Override
  public List<String> warnings(Script script) {
    try {
      return switch (script.files()) {
        case FilesNeeded.None _ -> List.of();
        case FilesNeeded.ToPost post -> warnings(post.source(), post.content());
        case FilesNeeded.Picture picture -> {
          folders.picture(picture.path());
          yield List.of();
        }
      };
    } catch (MaterialMissing missing) {
      return List.of(warning(missing.reason()));
    }
  }

  private static String warning(String reason) {
    return reason + "; the tasks will fail unless that is put right before they run";
  }

  private List<String> warnings(MaterialSource source, PostContent content) {
    return switch (source) {
      case MaterialSource.Library library -> {
        int count =
            database.query(sql -> sql.fetchCount(MATERIAL, fitting(library.tags(), content)));
        yield count >= content.count()
            ? List.of()
            : List.of(
                warning(
                    "the material library has "
                        + counted(count, content)
                        + withTags(library.tags())
                        + ", and a post needs "
                        + content.count()));
      }
      case MaterialSource.LocalFolder local -> warnings(local.path(), content);
      case MaterialSource.Listed listed -> warnings(listed.names(), content);
    };
  }

  /** Whoever has a folder of their own may have enough there. */
  private List<String> warnings(String given, PostContent content) {
    Path folder = folders.folder(given);
    Contents contents = folders.read(folder);
    boolean enough =
        isEnough(contents, content)
            || folders.ownFolders(folder).values().stream()
                .anyMatch(own -> isEnough(folders.read(own), content));
    return enough
        ? List.of()
        : List.of(
            warning(
                "the folder \""
                    + given
                    + "\" has "
                    + counted(contents.materials().fitting(content).size(), content)
                    + ", and a post needs "
                    + content.count()
                    + contents.remark()));
  }

  private static boolean isEnough(Contents contents, PostContent content) {
    return contents.materials().fitting(content).size() >= content.count();
  }

  private List<String> warnings(List<String> names, PostContent content) {
    Map<String, MaterialRecord> inLibrary =
        database.query(
            sql ->
                sql.selectFrom(MATERIAL)
                    .where(MATERIAL.NAME.eq(DSL.any(names.toArray(String[]::new))))
                    .fetchMap(MATERIAL.NAME));
    List<String> warnings = new ArrayList<>();
    Set<String> found = new LinkedHashSet<>();
    for (String name : names) {
      try {
        Source source =
            listed(
                name,
                Optional.ofNullable(inLibrary.get(name)),
                inLibrary.containsKey(name) ? Map.of() : Map.of(name, localFile(name)),
                content);
        requireThere(source);
        found.add(source.key());
      } catch (MaterialMissing missing) {
        warnings.add(warning(missing.reason()));
      }
    }
    if (warnings.isEmpty() && found.size() < content.count()) {
      warnings.add(
          warning(
              "material_list has "
                  + counted(found.size(), content)
                  + ", and a post needs "
                  + content.count()));
    }
    return warnings;
  }

  private static String counted(int count, PostContent content) {
    String kind =
        switch (content) {
          case PostContent.Video video -> count <= 1 ? "video" : "videos";
          case PostContent.Images images -> count <= 1 ? "image" : "images";
        };
    return (count == 0 ? "no" : Integer.toString(count)) + " " + kind;
  }

  private static String withTags(List<String> tags) {
    return tags.isEmpty()
        ? ""
        : tags.size() == 1
            ? " with the tag " + tags.getFirst()
            : " with all of the tags " + String.join(", ", tags);
  }
}
