package dev.drover.domain.script;

/** What one task does on one phone, with every parameter checked. */
public sealed interface Script permits FollowScript, UnfollowScript {

  ScriptName name();
}
