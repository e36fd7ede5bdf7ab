package dev.drover.application.port.storage;

import dev.drover.domain.account.Account;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the files that a task sends to its phone, so that no account posts one twice. Throws
 * {@link StorageUnavailable} when the storage can't serve the call now.
 */
public interface MaterialSupply {

  /**
   * Chooses and takes what an attempt needs. What was taken is kept from every other task of the
   * same user until the attempt ends: it goes back when that was without effect, and counts as used
   * otherwise (the repository sees to that with the end of the attempt). That holds when the answer
   * is {@link Supply.Missing}, too: an attempt that ends with it is without effect.
   *
   * @param account who posts; without one, whoever uses the phone
   */
  Supply take(
      TaskId task, int attempt, DeviceSerial serial, Optional<Account> account, Script script);

  /**
   * Has what a running attempt has taken count for the account that its run has read as logged in.
   * Repeating it is harmless.
   *
   * @return why the account must not post it, for the user; empty if it may
   */
  Optional<String> countFor(TaskId task, int attempt, DeviceSerial serial, Account account);

  /**
   * What a script's files would make tasks fail with, were they to run now; empty when all is
   * there.
   *
   * @param tasks how many tasks each user is to get; those that are queued already are not counted
   */
  List<String> warnings(Script script, Map<MaterialUser, Integer> tasks);

  /** What came of it. */
  sealed interface Supply {
    /** The script needs no files. */
    record NothingNeeded() implements Supply {}

    record Taken(PostMaterials materials) implements Supply {}

    /**
     * @param reason what is missing, where it was looked for, and what to do; for the user
     */
    record Missing(String reason) implements Supply {}
  }
}
