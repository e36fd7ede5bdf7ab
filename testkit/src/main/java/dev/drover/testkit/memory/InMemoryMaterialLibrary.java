package dev.drover.testkit.memory;

import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.domain.material.Material;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.memory.MaterialRows.Bytes;
import dev.drover.testkit.memory.MaterialRows.MaterialRow;
import dev.drover.testkit.memory.MaterialRows.UseRow;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores the material library in memory, including the contents. */
final class InMemoryMaterialLibrary implements MaterialLibrary {
  private final Tables tables;
  private final long largestBytes;

  InMemoryMaterialLibrary(Tables tables, long largestBytes) {
    this.tables = tables;
    this.largestBytes = largestBytes;
  }

  @Override
  public Upload store(
      MaterialName name, InputStream content, UnaryOperator<MaterialLabels> labels) {
    byte[] head = read(content, MediaType.HEAD_BYTES);
    if (head.length == 0) {
      return new Upload.Empty();
    }
    Optional<MediaType> type = MediaType.ofContent(head);
    if (type.isEmpty()) {
      return new Upload.OtherType();
    }
    long room = Math.min(largestBytes, Integer.MAX_VALUE - 8) - head.length;
    byte[] rest = read(content, (int) Math.max(0, room + 1));
    if (rest.length > room) {
      return new Upload.TooLarge();
    }
    byte[] all = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, all, head.length, rest.length);
    return tables.transaction(() -> place(name, type.get(), all, labels));
  }

  private static byte[] read(InputStream content, int atMost) {
    try {
      return content.readNBytes(atMost);
    } catch (IOException broken) {
      throw new UploadBroken(
          "the upload ended in its middle; nothing was kept: send it again", broken);
    }
  }

  private Upload place(
      MaterialName name, MediaType type, byte[] content, UnaryOperator<MaterialLabels> labels) {
    Optional<MaterialRow> before =
        tables.materials.stream().filter(row -> row.material().name().equals(name)).findFirst();
    Optional<TaskId> holder = before.flatMap(this::holder);
    if (holder.isPresent()) {
      return new Upload.Held(holder.get());
    }
    String sha256 = sha256(content);
    MaterialLabels after =
        labels.apply(before.map(row -> row.material().labels()).orElse(MaterialLabels.NONE));
    MaterialRow row =
        before
            .filter(same -> same.material().sha256().equals(sha256))
            .map(same -> labelled(same, after))
            .orElseGet(
                () ->
                    new MaterialRow(
                        new Material(
                            before.map(old -> old.material().id()).orElseGet(this::nextId),
                            name,
                            type,
                            content.length,
                            sha256,
                            after,
                            before.map(old -> old.material().createdAt()).orElseGet(tables::now)),
                        nextFile(type),
                        new Bytes(content)));
    tables.materials.put(row.material().id().value(), row);
    return new Upload.Kept(withUses(row));
  }

  private MaterialId nextId() {
    tables.lastMaterialId.set(tables.lastMaterialId.get() + 1);
    return new MaterialId(tables.lastMaterialId.get());
  }

  private String nextFile(MediaType type) {
    tables.lastFile.set(tables.lastFile.get() + 1);
    return tables.lastFile.get() + "." + type.extension();
  }

  private static MaterialRow labelled(MaterialRow row, MaterialLabels labels) {
    Material known = row.material();
    return new MaterialRow(
        new Material(
            known.id(),
            known.name(),
            known.type(),
            known.size(),
            known.sha256(),
            labels,
            known.createdAt()),
        row.file(),
        row.bytes());
  }

  /** Returns the running task that has taken the material and not finished with it. */
  private Optional<TaskId> holder(MaterialRow row) {
    return tables.uses.stream()
        .filter(use -> use.key().source().equals(row.key().value()))
        .filter(use -> use.usedAt().isEmpty())
        .map(UseRow::task)
        .filter(
            task ->
                tables
                    .tasks
                    .find(task)
                    .filter(found -> found.task().status() == TaskStatus.RUNNING)
                    .isPresent())
        .min(Comparator.comparingLong(TaskId::value));
  }

  private boolean isUsed(MaterialRow row) {
    return tables.uses.stream()
        .anyMatch(use -> use.key().source().equals(row.key().value()) && use.usedAt().isPresent());
  }

  private LibraryMaterial withUses(MaterialRow row) {
    record Used(Instant at, String user) {}
    return new LibraryMaterial(
        row.material(),
        tables.uses.stream()
            .filter(use -> use.key().source().equals(row.key().value()))
            .flatMap(use -> use.usedAt().stream().map(at -> new Used(at, use.key().user())))
            .sorted(Comparator.comparing(Used::at).thenComparing(Used::user))
            .map(used -> MaterialUser.display(used.user(), username(used.user())))
            .toList());
  }

  private Optional<String> username(String userKey) {
    return tables.accounts.stream()
        .filter(account -> userKey.equals("account:" + account.id()))
        .map(account -> account.username().value())
        .findFirst();
  }

  @Override
  public long largestBytes() {
    return largestBytes;
  }

  @Override
  public Optional<LibraryMaterial> find(MaterialId id) {
    return tables.transaction(() -> tables.materials.find(id.value()).map(this::withUses));
  }

  @Override
  public MaterialPage list(MaterialFilter filter, int page, int pageSize) {
    return tables.transaction(
        () -> {
          List<MaterialRow> all =
              tables.materials.stream()
                  .filter(
                      row ->
                          filter.tag().map(row.material().labels().tags()::contains).orElse(true))
                  .filter(
                      row ->
                          filter
                              .video()
                              .map(v -> v == row.material().type().isVideo())
                              .orElse(true))
                  .filter(row -> filter.used().map(used -> used == isUsed(row)).orElse(true))
                  .toList();
          return new MaterialPage(
              all.stream()
                  .skip((long) (page - 1) * pageSize)
                  .limit(pageSize)
                  .map(this::withUses)
                  .toList(),
              all.size());
        });
  }

  @Override
  public Optional<Content> open(MaterialId id) {
    return tables.transaction(
        () ->
            tables
                .materials
                .find(id.value())
                .map(row -> new Content(row.material(), row.bytes().open())));
  }

  @Override
  public Optional<LibraryMaterial> change(MaterialId id, UnaryOperator<MaterialLabels> change) {
    return tables.transaction(
        () ->
            tables
                .materials
                .find(id.value())
                .map(
                    row -> {
                      MaterialRow after = labelled(row, change.apply(row.material().labels()));
                      tables.materials.put(id.value(), after);
                      return withUses(after);
                    }));
  }

  @Override
  public Deletion delete(MaterialId id) {
    return tables.transaction(
        () -> {
          Optional<MaterialRow> row = tables.materials.find(id.value());
          if (row.isEmpty()) {
            return new Deletion.NotFound();
          }
          Optional<TaskId> holder = holder(row.get());
          if (holder.isPresent()) {
            return new Deletion.Held(holder.get());
          }
          // The uses of the material stay: they record what earlier tasks posted.
          tables.materials.remove(id.value());
          return new Deletion.Deleted();
        });
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
