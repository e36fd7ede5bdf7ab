package dev.drover.testkit.memory;

import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.domain.task.TaskId;
import dev.drover.testkit.memory.Rows.ArtifactKey;
import dev.drover.testkit.memory.Rows.ArtifactRow;
import dev.drover.testkit.memory.Rows.AttemptKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Stores artifacts of attempts in memory. */
final class InMemoryTaskArtifacts implements TaskArtifacts {
  private final Tables tables;

  InMemoryTaskArtifacts(Tables tables) {
    this.tables = tables;
  }

  @Override
  public void keep(TaskId task, Artifact artifact) {
    Description description = artifact.description();
    tables.transaction(
        () -> {
          if (tables.attempts.has(new AttemptKey(task, description.attempt()))) {
            ArtifactKey key = new ArtifactKey(task, description.attempt(), description.name());
            tables.artifacts.put(key, new ArtifactRow(key, artifact));
          }
        });
  }

  @Override
  public List<Description> list(TaskId task) {
    return tables.transaction(
        () ->
            of(task).stream()
                .map(row -> row.artifact().description())
                .sorted(
                    Comparator.comparingInt(Description::attempt)
                        .reversed()
                        .thenComparing(Description::name))
                .toList());
  }

  private List<ArtifactRow> of(TaskId task) {
    return List.copyOf(
        tables.artifacts.between(
            new ArtifactKey(task, 0, ""), new ArtifactKey(task, Integer.MAX_VALUE, "")));
  }

  @Override
  public Optional<Artifact> find(TaskId task, String name) {
    return tables.transaction(
        () ->
            of(task).reversed().stream()
                .filter(row -> row.key().name().equals(name))
                .map(ArtifactRow::artifact)
                .findFirst());
  }

  @Override
  public List<Kept> newest(String name, long mostBytes, int atMost) {
    return tables.transaction(
        () ->
            tables.artifacts.stream()
                .filter(row -> row.key().name().equals(name))
                .filter(row -> description(row).size() <= mostBytes)
                .sorted(
                    Comparator.comparing((ArtifactRow row) -> description(row).createdAt())
                        .thenComparing(ArtifactRow::key)
                        .reversed())
                .limit(atMost)
                .map(row -> new Kept(row.key().task(), row.artifact()))
                .toList());
  }

  @Override
  public int prune(Instant before, long mostBytes, int atMost) {
    return tables.transaction(
        () -> {
          List<ArtifactRow> leastWantedFirst =
              tables.artifacts.stream()
                  .sorted(
                      Comparator.comparing(
                              (ArtifactRow row) -> !description(row).createdAt().isBefore(before))
                          .thenComparing(row -> description(row).shows() == Shows.FAILURE)
                          .thenComparing(row -> description(row).createdAt())
                          .thenComparing(ArtifactRow::key))
                  .toList();
          long bytes = leastWantedFirst.stream().mapToLong(row -> description(row).size()).sum();
          int pruned = 0;
          for (ArtifactRow row : leastWantedFirst) {
            Description next = description(row);
            if (pruned == atMost || (!next.createdAt().isBefore(before) && bytes <= mostBytes)) {
              break;
            }
            tables.artifacts.remove(row.key());
            bytes -= next.size();
            pruned++;
          }
          return pruned;
        });
  }

  private static Description description(ArtifactRow row) {
    return row.artifact().description();
  }
}
