package dev.drover.domain.script;

/**
 * A stored script that this version can't run, because a newer version wrote it or the row is
 * damaged. Its task can be looked at, retried, stopped and deleted, but is never run.
 *
 * @param reason what can't be read, in plain words
 */
public record UnreadableScript(String wireName, String reason) implements Script {}
