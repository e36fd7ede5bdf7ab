package dev.drover.application.port.storage;

import dev.drover.domain.account.Username;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.task.TaskId;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The materials that posts are made of, and who has posted which. It stores and fetches; {@code
 * application.material} decides. Throws {@link StorageUnavailable} when the storage can't serve the
 * call now.
 */
public interface MaterialStock {

  /** The library's materials with these names, by name. */
  Map<String, Stocked> named(Collection<String> names);

  /** How many materials of the library have all of these tags, whoever may post them. */
  int count(List<String> tags, boolean video);

  /** Whether this server can read the file of a library's material. */
  boolean isThere(Source source);

  /**
   * Chooses files and notes that the task has taken them, in one transaction. Two tasks of one user
   * choose one after the other, on whichever servers they run. What an earlier attempt of the task
   * took and neither gave back nor used up is given back first.
   *
   * <p>A file is spent for a user when they have posted its content, under whatever name. What was
   * posted on the user's phone while no account was known counts for an account, too; what accounts
   * bound to the phone have posted counts for a user without an account. Accounts of platforms
   * other than {@link dev.drover.domain.app.Platform#WITHOUT_ACCOUNT} have no part in that.
   *
   * @param choose may be called again when the storage has to begin anew; what it throws is thrown
   *     here, and nothing is taken
   * @return empty, and nothing taken, if the attempt has ended
   */
  Optional<Choice> take(
      TaskId task, int attempt, MaterialUser user, Function<Shelf, Choice> choose);

  /** Reads what the user would find now, and takes nothing. */
  <T> T look(MaterialUser user, Function<Shelf, T> read);

  /**
   * Notes the contents of files that the running attempt has taken and that are not of the library.
   *
   * @param contents the SHA-256 of each, in hexadecimal
   * @return those whose content is spent for the user, or is among the attempt's files already
   */
  Map<SourceKey, Use> noteContents(
      TaskId task, int attempt, MaterialUser user, Map<SourceKey, String> contents);

  /**
   * Has the files that the running attempt has taken count for an account instead. Repeating it is
   * harmless.
   *
   * @return an earlier use of one of them by that account; nothing is changed then
   */
  Optional<Use> countFor(TaskId task, int attempt, MaterialUser account);

  /**
   * What a transaction sees of the stock, for the user who chooses. Materials that it answers can't
   * be replaced or deleted until the transaction ends.
   */
  interface Shelf {
    /** The library's materials with these names, by name. */
    Map<String, Stocked> named(Collection<String> names);

    /** The uses by which these files are spent for the user, by key. */
    Map<SourceKey, Use> uses(Collection<SourceKey> keys);

    /** How many materials of the library are wanted, those included that the user has posted. */
    int count(Wanted wanted);

    /** How many different contents of the wanted materials the user has not posted. */
    int countFree(Wanted wanted);

    /**
     * The wanted material at an index among those that the user has not posted, each content once,
     * in an order that stays; empty when there are not so many.
     *
     * @param index from 0
     */
    Optional<Stocked> free(Wanted wanted, int index);

    /**
     * The first of the wanted materials that the user has not posted, each content once: by their
     * {@code sort}, those without one last, then by name.
     */
    List<Stocked> firstFree(Wanted wanted, int atMost);

    /**
     * How many posts the user has made, or is making, with any of these files or with one that lay
     * directly in the folder.
     */
    long posts(Path folder, Collection<SourceKey> files);
  }

  /**
   * Materials of the library.
   *
   * @param tags all of which they have
   * @param owner to whom they belong; empty for those that everybody may post
   */
  record Wanted(List<String> tags, boolean video, Optional<Username> owner) {
    public Wanted {
      tags = List.copyOf(tags);
    }
  }

  /**
   * A file and the key under which its use is noted.
   *
   * @param sha256 of its content; empty for a file that is not of the library
   */
  record Source(SourceKey key, MediaFile file, Optional<String> sha256) {}

  /** A material of the library. */
  record Stocked(Source source, MaterialLabels labels) {}

  /**
   * Who has a file.
   *
   * @param ended whether the post has been made; otherwise the task is making it
   */
  record Use(TaskId task, boolean ended) {}

  /** What one post is made of. */
  record Choice(List<Source> sources, Optional<String> caption, Optional<String> sound) {
    public Choice {
      sources = List.copyOf(sources);
    }

    public PostMaterials materials() {
      return new PostMaterials(sources.stream().map(Source::file).toList(), caption, sound);
    }
  }
}
