package dev.drover.application.material;

import dev.drover.application.material.AllowedFolders.Contents;
import dev.drover.application.port.storage.MaterialStock;
import dev.drover.application.port.storage.MaterialStock.Choice;
import dev.drover.application.port.storage.MaterialStock.Shelf;
import dev.drover.application.port.storage.MaterialStock.Source;
import dev.drover.application.port.storage.MaterialStock.Stocked;
import dev.drover.application.port.storage.MaterialStock.Use;
import dev.drover.application.port.storage.MaterialStock.Wanted;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.material.FolderMaterials;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses a task's files, from the library or from folders on the server, so that no account posts
 * one twice. Safe for use by any thread.
 */
public final class MaterialChooser implements MaterialSupply {
  /** The order in which images are shown. */
  private static final Comparator<Stocked> IMAGE_ORDER =
      Comparator.comparing(
              (Stocked material) -> material.labels().sort().map(Integer::longValue),
              Comparator.comparingLong(sort -> sort.orElse(Long.MAX_VALUE)))
          .thenComparing(material -> material.source().file().name());

  private static final PostContent ONE_IMAGE = new PostContent.Images(1);

  private final MaterialStock stock;
  private final AllowedFolders folders;
  private final RandomGenerator random;
  private final MaterialWarnings warnings;

  public MaterialChooser(MaterialStock stock, AllowedFolders folders, RandomGenerator random) {
    this.stock = stock;
    this.folders = folders;
    this.random = random;
    this.warnings = new MaterialWarnings(this, stock, folders);
  }

  /** What a name of a list, which the library does not know, leads to on the disk. */
  sealed interface LocalFile {
    record Found(MediaFile file) implements LocalFile {}

    record Refused(String reason) implements LocalFile {}
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
        case FilesNeeded.Avatar avatar ->
            new Supply.Taken(avatar(task, avatar, MaterialUser.of(serial, account)));
      };
    } catch (MaterialMissing missing) {
      return new Supply.Missing(missing.reason());
    }
  }

  /** A comment's picture may be sent again and again. */
  private PostMaterials picture(String image) {
    return new PostMaterials(List.of(folders.picture(image)), Optional.empty(), Optional.empty());
  }

  /** Takes the same picture for each attempt of a task, as long as the folder stays the same. */
  private PostMaterials avatar(TaskId task, FilesNeeded.Avatar avatar, MaterialUser user) {
    List<MediaFile> pictures =
        contents(avatar.folder(), user.username()).materials().fitting(ONE_IMAGE).stream()
            .sorted(FolderMaterials.IMAGE_ORDER)
            .toList();
    if (pictures.isEmpty()) {
      throw noPicture(avatar.folder());
    }
    int place = avatar.place().orElseGet(() -> new SplittableRandom(task.value()).nextInt());
    return new PostMaterials(
        List.of(pictures.get(Math.floorMod(place, pictures.size()))),
        Optional.empty(),
        Optional.empty());
  }

  static MaterialMissing noPicture(String folder) {
    return new MaterialMissing(
        "the folder \"" + folder + "\" has no JPG or PNG for the profile; put one into it");
  }

  private PostMaterials take(TaskId task, int attempt, MaterialUser user, FilesNeeded.ToPost post) {
    PostContent content = post.content();
    return switch (post.source()) {
      case MaterialSource.Library library ->
          take(
              task, attempt, user, (shelf, _) -> fromLibrary(shelf, user, library.tags(), content));
      case MaterialSource.LocalFolder local -> {
        // Read before the transaction: a slow disk must not hold it.
        Contents contents = contents(local.path(), user.username());
        yield take(
            task,
            attempt,
            user,
            (shelf, known) -> fromFolder(shelf, user, local.path(), contents, content, known));
      }
      case MaterialSource.Listed listed -> {
        Map<String, LocalFile> local = localFiles(listed.names());
        yield take(
            task,
            attempt,
            user,
            (shelf, known) -> fromList(shelf, user, listed.names(), local, content, known));
      }
    };
  }

  /**
   * Chooses and notes what was chosen. The disk is read before and after the transaction, never
   * within: a slow one would hold its locks and its connection. What is missing then goes back with
   * the end of the attempt, which is without effect. A file that is not of the library is known by
   * its content only once it is chosen; if that is spent, it chooses again, without that file.
   */
  private PostMaterials take(TaskId task, int attempt, MaterialUser user, Way way) {
    Map<SourceKey, Use> known = new HashMap<>();
    while (true) {
      Choice chosen = chosen(task, attempt, user, shelf -> way.choose(shelf, known));
      // Nobody can replace or delete a material while a running task holds it.
      chosen.sources().forEach(this::requireThere);
      Map<SourceKey, String> contents =
          chosen.sources().stream()
              .filter(source -> !source.key().isOfLibrary())
              .collect(
                  Collectors.toMap(Source::key, source -> AllowedFolders.sha256(source.file())));
      Map<SourceKey, Use> again =
          contents.isEmpty() ? Map.of() : stock.noteContents(task, attempt, user, contents);
      if (again.isEmpty()) {
        return chosen.materials();
      }
      known.putAll(again);
    }
  }

  /** A way to choose. */
  private interface Way {
    /**
     * @param known files whose content turned out to be spent
     */
    Choice choose(Shelf shelf, Map<SourceKey, Use> known);
  }

  private Choice chosen(
      TaskId task, int attempt, MaterialUser user, Function<Shelf, Choice> choose) {
    return stock
        .take(task, attempt, user, choose)
        .orElseThrow(
            () ->
                new MaterialMissing(
                    "attempt "
                        + attempt
                        + " at task "
                        + task
                        + " has ended; it gets no files any more"));
  }

  @Override
  public Optional<String> countFor(TaskId task, int attempt, DeviceSerial serial, Account account) {
    return stock
        .countFor(task, attempt, MaterialUser.of(serial, Optional.of(account)))
        .map(
            use ->
                "phone "
                    + serial
                    + " is logged in as "
                    + account.username().handle()
                    + ", which "
                    + (use.ended() ? "posted" : "is posting")
                    + " one of the files already (task "
                    + use.task()
                    + "); bind that account to the phone, or post by usernames, then retry: files"
                    + " that it has posted are passed over then");
  }

  // The library

  private Choice fromLibrary(
      Shelf shelf, MaterialUser user, List<String> tags, PostContent content) {
    boolean video = isVideo(content);
    Wanted everybodys = new Wanted(tags, video, Optional.empty());
    Optional<Wanted> own = user.username().map(name -> new Wanted(tags, video, Optional.of(name)));
    List<Stocked> chosen =
        switch (content) {
          case PostContent.Video _ ->
              own
                  .flatMap(wanted -> anyOf(shelf, wanted))
                  .or(() -> anyOf(shelf, everybodys))
                  .stream()
                  .toList();
          case PostContent.Images images -> firstOf(shelf, own, everybodys, images.count());
        };
    if (chosen.size() < content.count()) {
      int all = shelf.count(everybodys) + own.map(shelf::count).orElse(0);
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
              + "; upload more");
    }
    return choice(chosen.stream().map(Stocked::source).toList(), chosen);
  }

  static boolean isVideo(PostContent content) {
    return content instanceof PostContent.Video;
  }

  private Optional<Stocked> anyOf(Shelf shelf, Wanted wanted) {
    int count = shelf.countFree(wanted);
    while (count > 0) {
      Optional<Stocked> chosen = shelf.free(wanted, random.nextInt(count));
      if (chosen.isPresent()) {
        return chosen;
      }
      // It was deleted between count and choice.
      count = shelf.countFree(wanted);
    }
    return Optional.empty();
  }

  /** A user's own come before those that everybody may post; all are shown in one order. */
  private static List<Stocked> firstOf(
      Shelf shelf, Optional<Wanted> own, Wanted everybodys, int count) {
    List<Stocked> chosen =
        new ArrayList<>(own.map(wanted -> shelf.firstFree(wanted, count)).orElse(List.of()));
    if (chosen.size() < count) {
      Set<Optional<String>> contents =
          chosen.stream().map(material -> material.source().sha256()).collect(Collectors.toSet());
      shelf.firstFree(everybodys, count).stream()
          .filter(material -> !contents.contains(material.source().sha256()))
          .limit(count - chosen.size())
          .forEach(chosen::add);
    }
    return chosen.stream().sorted(IMAGE_ORDER).toList();
  }

  /** That of a folder was there a moment ago; that of the library is only known from its row. */
  void requireThere(Source source) {
    if (source.key().isOfLibrary() && !stock.isThere(source)) {
      throw new MaterialMissing(
          "the file of material \""
              + source.file().name()
              + "\" is not in this server's library folder; servers on one database must be"
              + " configured with one library folder that they share");
    }
  }

  /** Of those that bring a caption, the first one's counts. */
  private static Choice choice(List<Source> sources, List<Stocked> materials) {
    return new Choice(
        sources,
        materials.stream().flatMap(material -> material.labels().caption().stream()).findFirst(),
        Optional.empty());
  }

  // A folder

  private Contents contents(String path, Optional<Username> username) {
    Path folder = folders.folder(path);
    return username
        .flatMap(name -> folders.ownFolder(folder, name))
        .map(own -> folders.readOwn(own, folder))
        .orElseGet(() -> folders.read(folder));
  }

  private Choice fromFolder(
      Shelf shelf,
      MaterialUser user,
      String given,
      Contents contents,
      PostContent content,
      Map<SourceKey, Use> known) {
    Map<SourceKey, MediaFile> fitting =
        contents.materials().fitting(content).stream()
            .collect(Collectors.toMap(MaterialChooser::key, Function.identity()));
    Set<MediaFile> spent =
        Stream.concat(shelf.uses(fitting.keySet()).keySet().stream(), known.keySet().stream())
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
        chosen.stream().map(file -> localSource(file)).toList(),
        contents.materials().caption(),
        contents.materials().sounds().isEmpty()
            ? Optional.empty()
            : contents.materials().sound(earlierPosts(shelf, contents)));
  }

  private static Source localSource(MediaFile file) {
    return new Source(key(file), file, Optional.empty());
  }

  static SourceKey key(MediaFile file) {
    return SourceKey.ofFile(file.path());
  }

  /** How many posts a user has made, or is making, from a folder; its files may be gone since. */
  private static long earlierPosts(Shelf shelf, Contents contents) {
    return shelf.posts(
        contents.folder(),
        contents.materials().files().stream().map(MaterialChooser::key).toList());
  }

  // A list

  /** What the names lead to on the disk, of those that the library does not know. */
  Map<String, LocalFile> localFiles(List<String> names) {
    Set<String> inLibrary = stock.named(names).keySet();
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
      Shelf shelf,
      MaterialUser user,
      List<String> names,
      Map<String, LocalFile> local,
      PostContent content,
      Map<SourceKey, Use> known) {
    Map<String, Stocked> inLibrary = shelf.named(names);
    Map<SourceKey, Use> uses = new HashMap<>(known);
    uses.putAll(shelf.uses(keys(inLibrary.values(), local.values())));
    List<Source> chosen = new ArrayList<>();
    List<Stocked> materials = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<String> spent = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (chosen.size() == content.count() && problems.isEmpty()) {
        break;
      }
      try {
        Optional<Stocked> material = Optional.ofNullable(inLibrary.get(name));
        material.ifPresent(found -> requireAllowed(found, user));
        Source source = listed(name, material, local, content);
        if (seen.add(source.sha256().orElseGet(source.key()::value))) {
          Optional<Use> use = Optional.ofNullable(uses.get(source.key()));
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
              + "; add more to it"
              + (spent.isEmpty() ? "" : ": " + String.join("; ", spent)));
    }
    return choice(chosen, materials);
  }

  private static Set<SourceKey> keys(Collection<Stocked> materials, Collection<LocalFile> local) {
    Set<SourceKey> keys = new LinkedHashSet<>();
    materials.forEach(material -> keys.add(material.source().key()));
    for (LocalFile file : local) {
      switch (file) {
        case LocalFile.Found(MediaFile found) -> keys.add(key(found));
        case LocalFile.Refused _ -> {
          // It has no key.
        }
      }
    }
    return keys;
  }

  /**
   * @throws MaterialMissing if there is no such material and no such file, or it is of another kind
   */
  static Source listed(
      String name, Optional<Stocked> material, Map<String, LocalFile> local, PostContent content) {
    Source source = material.map(Stocked::source).orElseGet(() -> localSource(name, local));
    if (!source.file().type().fits(content)) {
      throw new MaterialMissing(
          "\""
              + name
              + switch (content) {
                case PostContent.Video video -> "\" is no video; name a video, or post images";
                case PostContent.Images images -> "\" is no image; name an image, or post a video";
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
      case LocalFile.Found(MediaFile file) -> localSource(file);
      case LocalFile.Refused(String reason) -> throw new MaterialMissing(reason);
    };
  }

  static void requireAllowed(Stocked material, MaterialUser user) {
    Optional<Username> owner = material.labels().username();
    if (owner.isPresent() && !owner.equals(user.username())) {
      throw new MaterialMissing(
          "\""
              + material.source().file().name()
              + "\" is for "
              + owner.get()
              + " alone, not for "
              + user.display()
              + "; name another, or change whom it is for");
    }
  }

  private static String spent(String name, MaterialUser user, Use use) {
    return !use.ended()
        ? "\"" + name + "\" is being posted by task " + use.task()
        : "\"" + name + "\" was posted by " + user.display() + " before (task " + use.task() + ")";
  }

  // Warnings

  @Override
  public List<String> warnings(Script script, Map<MaterialUser, Integer> tasks) {
    try {
      return switch (script.files()) {
        case FilesNeeded.None _ -> List.of();
        case FilesNeeded.ToPost post -> warnings.of(post, tasks);
        case FilesNeeded.Picture picture -> {
          folders.picture(picture.path());
          yield List.of();
        }
        case FilesNeeded.Avatar avatar -> {
          warnings.requirePicture(avatar.folder());
          yield List.of();
        }
      };
    } catch (MaterialMissing missing) {
      return List.of(MaterialWarnings.warning(missing.reason()));
    }
  }

  // Words

  static String counted(int count, PostContent content) {
    String kind =
        switch (content) {
          case PostContent.Video video -> count <= 1 ? "video" : "videos";
          case PostContent.Images images -> count <= 1 ? "image" : "images";
        };
    return (count == 0 ? "no" : Integer.toString(count)) + " " + kind;
  }

  static String withTags(List<String> tags) {
    return tags.isEmpty()
        ? ""
        : tags.size() == 1
            ? " with the tag " + tags.getFirst()
            : " with all of the tags " + String.join(", ", tags);
  }
}
