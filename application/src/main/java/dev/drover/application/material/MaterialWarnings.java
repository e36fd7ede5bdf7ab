package dev.drover.application.material;

import static dev.drover.application.material.MaterialChooser.counted;
import static dev.drover.application.material.MaterialChooser.isVideo;
import static dev.drover.application.material.MaterialChooser.withTags;
import static java.util.stream.Collectors.joining;

import dev.drover.application.material.AllowedFolders.Contents;
import dev.drover.application.material.MaterialChooser.LocalFile;
import dev.drover.application.port.storage.MaterialStock;
import dev.drover.application.port.storage.MaterialStock.Shelf;
import dev.drover.application.port.storage.MaterialStock.Source;
import dev.drover.application.port.storage.MaterialStock.Stocked;
import dev.drover.application.port.storage.MaterialStock.Wanted;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.SourceKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells of files that posts would miss, before there are tasks. It takes nothing. */
final class MaterialWarnings {
  /** Each costs a query or two; a request has few users as a rule. */
  private static final int MOST_USERS = 100;

  private static final int MOST_REASONS = 3;

  private final MaterialChooser chooser;
  private final MaterialStock stock;
  private final AllowedFolders folders;

  MaterialWarnings(MaterialChooser chooser, MaterialStock stock, AllowedFolders folders) {
    this.chooser = chooser;
    this.stock = stock;
    this.folders = folders;
  }

  /**
   * What is left for a user.
   *
   * @param free files that the user may still post
   * @param all files that the user might post, or has
   * @param remark why further ones do not count; may be empty
   */
  private record Left(int free, int all, String remark) {
    Left(int free, int all) {
      this(free, all, "");
    }
  }

  /**
   * Warns of files that are missing whoever posts; else of those that some users have used up.
   *
   * @param tasks how many each user gets; the first {@link #MOST_USERS} are looked at
   * @throws MaterialMissing if the place of the files can't be used
   */
  List<String> of(FilesNeeded.ToPost post, Map<MaterialUser, Integer> tasks) {
    List<String> missing = missing(post.source(), post.content());
    return missing.isEmpty() ? usedUp(post.source(), post.content(), tasks) : missing;
  }

  static String warning(String reason) {
    return reason + ". The tasks will fail unless that is done before they run";
  }

  private List<String> missing(MaterialSource source, PostContent content) {
    return switch (source) {
      case MaterialSource.Library library -> {
        int count = stock.count(library.tags(), isVideo(content));
        yield count >= content.count()
            ? List.of()
            : List.of(
                warning(
                    "the material library has "
                        + counted(count, content)
                        + withTags(library.tags())
                        + ", and a post needs "
                        + content.count()
                        + "; upload more"));
      }
      case MaterialSource.LocalFolder local -> missingIn(local.path(), content);
      case MaterialSource.Listed listed -> missingOf(listed.names(), content);
    };
  }

  /**
   * Looks whether a folder, or somebody's own within it, has a picture.
   *
   * @throws MaterialMissing if none has
   */
  void requirePicture(String given) {
    Path folder = folders.folder(given);
    PostContent picture = new PostContent.Images(1);
    if (!isEnough(folders.read(folder), picture)
        && folders.ownFolders(folder).values().stream()
            .noneMatch(own -> isEnough(folders.readOwn(own, folder), picture))) {
      throw MaterialChooser.noPicture(given);
    }
  }

  /** Whoever has a folder of their own may have enough there. */
  private List<String> missingIn(String given, PostContent content) {
    Path folder = folders.folder(given);
    Contents contents = folders.read(folder);
    boolean enough =
        isEnough(contents, content)
            || folders.ownFolders(folder).values().stream()
                .anyMatch(own -> isEnough(folders.readOwn(own, folder), content));
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
                    + "; put more into it"
                    + contents.remark()));
  }

  private static boolean isEnough(Contents contents, PostContent content) {
    return contents.materials().fitting(content).size() >= content.count();
  }

  private List<String> missingOf(List<String> names, PostContent content) {
    Map<String, Stocked> inLibrary = stock.named(names);
    Map<String, LocalFile> local = chooser.localFiles(names);
    List<String> warnings = new ArrayList<>();
    Set<SourceKey> found = new LinkedHashSet<>();
    for (String name : names) {
      try {
        Source source =
            MaterialChooser.listed(name, Optional.ofNullable(inLibrary.get(name)), local, content);
        chooser.requireThere(source);
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
                  + content.count()
                  + "; add more to it"));
    }
    return warnings;
  }

  private List<String> usedUp(
      MaterialSource source, PostContent content, Map<MaterialUser, Integer> tasks) {
    return switch (source) {
      case MaterialSource.Library library ->
          usedUp(
              content,
              tasks,
              user -> stock.look(user, shelf -> inLibrary(shelf, user, library.tags(), content)),
              withTags(library.tags()),
              "in the material library",
              "upload more");
      case MaterialSource.LocalFolder local -> {
        Folders read = new Folders(local.path());
        yield usedUp(
            content,
            tasks,
            user -> inFolder(read.of(user), user, content),
            "",
            "in the folder \"" + local.path() + "\"",
            "put more into it");
      }
      case MaterialSource.Listed listed -> {
        Map<String, LocalFile> local = chooser.localFiles(listed.names());
        yield usedUp(
            content,
            tasks,
            user -> stock.look(user, shelf -> inList(shelf, user, listed.names(), local, content)),
            "",
            "of material_list",
            "add more to it");
      }
    };
  }

  /**
   * @param kind what the files have in common, such as {@code with the tag cats}
   * @param place where they are, such as {@code in the material library}
   */
  private static List<String> usedUp(
      PostContent content,
      Map<MaterialUser, Integer> tasks,
      Function<MaterialUser, Left> look,
      String kind,
      String place,
      String remedy) {
    List<String> warnings = new ArrayList<>();
    tasks.entrySet().stream()
        .limit(MOST_USERS)
        .forEach(
            entry -> {
              int count = entry.getValue();
              Left left = look.apply(entry.getKey());
              int posts = left.free() / content.count();
              if (posts < count) {
                warnings.add(
                    entry.getKey().display()
                        + " has "
                        + counted(left.free(), content)
                        + kind
                        + " left to post "
                        + place
                        + " ("
                        + left.all()
                        + " in all"
                        + left.remark()
                        + "), and its "
                        + (count == 1 ? "task needs " : count + " tasks need ")
                        + (long) count * content.count()
                        + "; "
                        + remedy
                        + " before "
                        + (count == 1 ? "it runs" : "they run")
                        + ", or "
                        + (count == 1 ? "it" : count - posts + " of them")
                        + " will fail");
              }
            });
    return warnings;
  }

  private static Left inLibrary(
      Shelf shelf, MaterialUser user, List<String> tags, PostContent content) {
    Wanted everybodys = new Wanted(tags, isVideo(content), Optional.empty());
    Optional<Wanted> own =
        user.username().map(name -> new Wanted(tags, isVideo(content), Optional.of(name)));
    return new Left(
        shelf.countFree(everybodys) + own.map(shelf::countFree).orElse(0),
        shelf.count(everybodys) + own.map(shelf::count).orElse(0));
  }

  /** The folder's contents for each user. What several users share is read once. */
  private final class Folders {
    private final Path folder;
    private final Map<Path, Contents> read = new HashMap<>();

    Folders(String path) {
      folder = folders.folder(path);
    }

    Contents of(MaterialUser user) {
      return user.username()
          .flatMap(name -> folders.ownFolder(folder, name))
          .map(own -> read.computeIfAbsent(own, _ -> folders.readOwn(own, folder)))
          .orElseGet(() -> read.computeIfAbsent(folder, folders::read));
    }
  }

  private Left inFolder(Contents contents, MaterialUser user, PostContent content) {
    Set<SourceKey> fitting =
        contents.materials().fitting(content).stream()
            .map(MaterialChooser::key)
            .collect(Collectors.toSet());
    int spent = stock.look(user, shelf -> shelf.uses(fitting)).size();
    return new Left(fitting.size() - spent, fitting.size());
  }

  private static Left inList(
      Shelf shelf,
      MaterialUser user,
      List<String> names,
      Map<String, LocalFile> local,
      PostContent content) {
    Map<String, Stocked> inLibrary = shelf.named(names);
    Set<SourceKey> listed = new LinkedHashSet<>();
    List<String> reasons = new ArrayList<>();
    for (String name : names) {
      Optional<Stocked> material = Optional.ofNullable(inLibrary.get(name));
      try {
        material.ifPresent(known -> MaterialChooser.requireAllowed(known, user));
        listed.add(MaterialChooser.listed(name, material, local, content).key());
      } catch (MaterialMissing missing) {
        reasons.add(missing.reason());
      }
    }
    int spent = shelf.uses(listed).size();
    return new Left(
        listed.size() - spent,
        listed.size(),
        reasons.stream().limit(MOST_REASONS).map(reason -> "; " + reason).collect(joining()));
  }
}
