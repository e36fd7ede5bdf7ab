package dev.drover.domain.script;

import dev.drover.domain.app.Platform;
import java.util.List;

/** What one task does on one phone, with every parameter checked. */
public sealed interface Script
    permits PostScript,
        FollowScript,
        UnfollowScript,
        CommentScript,
        AccountWarmupScript,
        UnreadableScript {

  /** The script's name as it stands in requests and answers: {@code account_warmup}. */
  String wireName();

  /**
   * The script of the request's task with this number: the same, unless tasks of one request
   * differ.
   *
   * @param number counts the request's tasks from 0
   */
  default Script forTask(int number) {
    return this;
  }

  /** What it asks for that can't be done on this platform; empty where all of it can. */
  default List<Unfit> unfitFor(Platform platform) {
    return List.of();
  }
}
