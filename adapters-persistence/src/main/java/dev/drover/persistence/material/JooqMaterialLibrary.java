package dev.drover.persistence.material;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.MATERIAL;
import static dev.drover.persistence.schema.Tables.MATERIAL_LEFTOVER;
import static dev.drover.persistence.schema.Tables.MATERIAL_USE;

import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.schema.tables.records.MaterialRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The material library: files in a folder and their descriptions in PostgreSQL. Several servers may
 * share the folder. Safe for use by any thread.
 *
 * <p>Each content gets a new random file name. A file is moved into the folder before the
 * transaction that inserts its row, and deleted after the transaction that deletes its row, so a
 * row always has its file. The table {@code material_leftover} names files that are between these
 * two steps; after a crash, {@link #removeLeftovers} deletes them.
 */
public final class JooqMaterialLibrary implements MaterialLibrary {
  private static final Logger log = LoggerFactory.getLogger(JooqMaterialLibrary.class);

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final String UNFINISHED = ".part";

  /** Leftovers of other servers are deleted after this time. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Database database;
  private final Path folder;
  private final long largestBytes;
  private final NodeId node;
  private final Clock clock;

  /**
   * @param folder created if it does not exist
   * @param largestBytes the largest file that is accepted, in bytes
   * @param node this server, under whose name unfinished files are noted
   * @throws UncheckedIOException if the folder can't be created
   */
  public JooqMaterialLibrary(
      Database database, Path folder, long largestBytes, NodeId node, Clock clock) {
    this.database = database;
    this.folder = folder;
    this.largestBytes = largestBytes;
    this.node = node;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "the folder of the material library, "
              + folder
              + ", can't be made; correct the setting materials.folder: "
              + failed.getMessage(),
          failed);
    }
  }

  /**
   * Deletes files that an earlier run of this server left without a row, and other servers'
   * leftovers that are older than a day. Call it before the library is used: it would delete
   * uploads in progress.
   */
  public void removeLeftovers() {
    database
        .query(
            sql ->
                sql.selectFrom(MATERIAL_LEFTOVER)
                    .where(MATERIAL_LEFTOVER.NODE.eq(node.value()))
                    .or(MATERIAL_LEFTOVER.NOTED_AT.lt(at(clock.instant().minus(ABANDONED))))
                    .fetch(MATERIAL_LEFTOVER.FILE))
        .forEach(this::remove);
  }

  /** A file that was written but has no row yet. */
  private record Written(String file, MediaType type, long size, String sha256) {}

  /**
   * The result of inserting the row of a written file.
   *
   * @param waste a file to delete
   */
  private record Placed(Upload upload, Optional<String> waste) {}

  @Override
  public Upload store(
      MaterialName name, InputStream content, UnaryOperator<MaterialLabels> labels) {
    byte[] head = new byte[MediaType.HEAD_BYTES];
    int headLength = read(content, head);
    if (headLength == 0) {
      return new Upload.Empty();
    }
    byte[] given = Arrays.copyOf(head, headLength);
    Optional<MediaType> type = MediaType.ofContent(given);
    if (type.isEmpty()) {
      return new Upload.OtherType();
    }
    Optional<TaskId> holder =
        database.query(sql -> named(sql, name).flatMap(row -> MaterialRows.holder(sql, row)));
    if (holder.isPresent()) {
      // This check spares the client a useless upload. The transaction at the end checks again.
      return new Upload.Held(holder.get());
    }
    String file = UUID.randomUUID() + "." + type.get().extension();
    database.query(sql -> note(sql, file));
    Written written;
    try {
      written = write(file, type.get(), given, content);
      if (written.size() <= largestBytes) {
        moveIn(file);
      }
    } catch (RuntimeException failed) {
      remove(file);
      throw failed;
    }
    if (written.size() > largestBytes) {
      remove(file);
      return new Upload.TooLarge();
    }
    // If the database fails here, the commit may still have succeeded. The leftover's row is
    // deleted in the same transaction, so it shows whether the file is needed.
    Placed placed = database.transaction(sql -> place(sql, name, written, labels));
    placed.waste().ifPresent(this::remove);
    return placed.upload();
  }

  private static int read(InputStream content, byte[] into) {
    try {
      return content.readNBytes(into, 0, into.length);
    } catch (IOException broken) {
      throw new UploadBroken(
          "the upload ended in its middle; nothing was kept: send it again", broken);
    }
  }

  /** Writes the content in constant memory; stops when it exceeds the limit. */
  private Written write(String file, MediaType type, byte[] head, InputStream content) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    System.arraycopy(head, 0, buffer, 0, head.length);
    int length = head.length;
    long size = 0;
    try (FileChannel channel =
        FileChannel.open(
            unfinished(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (length > 0 && size <= largestBytes) {
        size += length;
        digest.update(buffer, 0, length);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        length = read(content, buffer);
      }
      channel.force(true);
    } catch (IOException failed) {
      throw unusable(failed);
    }
    return new Written(file, type, size, HexFormat.of().formatHex(digest.digest()));
  }

  private Placed place(
      DSLContext sql, MaterialName name, Written written, UnaryOperator<MaterialLabels> labels) {
    Optional<MaterialRecord> before =
        sql.selectFrom(MATERIAL).where(MATERIAL.NAME.eq(name.value())).forUpdate().fetchOptional();
    if (before.isEmpty()) {
      MaterialRecord made = sql.newRecord(MATERIAL);
      made.setName(name.value());
      made.setCreatedAt(at(clock.instant()));
      setContent(made, written);
      MaterialRows.setLabels(made, labels.apply(MaterialLabels.NONE));
      Optional<MaterialRecord> inserted =
          sql.insertInto(MATERIAL)
              .set(made)
              .onConflict(MATERIAL.NAME)
              .doNothing()
              .returning()
              .fetchOptional();
      if (inserted.isEmpty()) {
        // Another upload of the same name was inserted first; this one replaces it.
        return place(sql, name, written, labels);
      }
      unnote(sql, written.file());
      return new Placed(kept(sql, inserted.get()), Optional.empty());
    }
    MaterialRecord row = before.get();
    Optional<TaskId> holder = MaterialRows.holder(sql, row);
    if (holder.isPresent()) {
      return new Placed(new Upload.Held(holder.get()), Optional.of(written.file()));
    }
    MaterialRows.setLabels(row, labels.apply(MaterialRows.labels(row)));
    if (row.getSha256().equals(written.sha256())) {
      row.store();
      return new Placed(kept(sql, row), Optional.of(written.file()));
    }
    String replaced = row.getFile();
    setContent(row, written);
    row.store();
    note(sql, replaced);
    unnote(sql, written.file());
    return new Placed(kept(sql, row), Optional.of(replaced));
  }

  private static void setContent(MaterialRecord row, Written written) {
    row.setMediaType(written.type().mimeType());
    row.setSize(written.size());
    row.setSha256(written.sha256());
    row.setFile(written.file());
  }

  private static Upload kept(DSLContext sql, MaterialRecord row) {
    return new Upload.Kept(withUses(sql, List.of(row)).getFirst());
  }

  /** Deletes the note of a leftover: a row uses the file now, or the file is gone. */
  private static int unnote(DSLContext sql, String file) {
    return sql.deleteFrom(MATERIAL_LEFTOVER).where(MATERIAL_LEFTOVER.FILE.eq(file)).execute();
  }

  /** Gives a completely written file its final name. Call it before the row's transaction. */
  private void moveIn(String file) {
    try {
      Files.move(unfinished(file), folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        // The directory is synced so that the name survives a power failure.
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
          directory.force(true);
        }
      }
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  private FolderUnusable unusable(IOException failed) {
    log.warn("the material library's folder {} can't be written: {}", folder, failed.toString());
    return new FolderUnusable(
        isFull()
            ? "the disk of the material library is full; nothing was kept: make room on it, then"
                + " send the file again"
            : "the material library can't be written; nothing was kept: the server's log says why",
        failed);
  }

  private boolean isFull() {
    try {
      return Files.getFileStore(folder).getUsableSpace() < BUFFER_BYTES;
    } catch (IOException unknown) {
      log.debug("the free space of {} is unknown", folder, unknown);
      return false;
    }
  }

  private Path unfinished(String file) {
    return folder.resolve("." + file + UNFINISHED);
  }

  private int note(DSLContext sql, String file) {
    return sql.insertInto(MATERIAL_LEFTOVER)
        .set(MATERIAL_LEFTOVER.FILE, file)
        .set(MATERIAL_LEFTOVER.NODE, node.value())
        .set(MATERIAL_LEFTOVER.NOTED_AT, at(clock.instant()))
        .execute();
  }

  /**
   * Deletes a file that is noted as a leftover. If that fails, the note stays and the next start
   * tries again.
   */
  private void remove(String file) {
    try {
      Files.deleteIfExists(unfinished(file));
      Files.deleteIfExists(folder.resolve(file));
    } catch (IOException failed) {
      log.warn(
          "the file {} in {} can't be deleted; the next start tries again", file, folder, failed);
      return;
    }
    database.query(sql -> unnote(sql, file));
  }

  @Override
  public long largestBytes() {
    return largestBytes;
  }

  @Override
  public Optional<LibraryMaterial> find(MaterialId id) {
    return database.query(
        sql -> row(sql, id).map(found -> withUses(sql, List.of(found)).getFirst()));
  }

  @Override
  public MaterialPage list(MaterialFilter filter, int page, int pageSize) {
    Condition condition = condition(filter);
    return database.query(
        sql ->
            new MaterialPage(
                withUses(
                    sql,
                    sql.selectFrom(MATERIAL)
                        .where(condition)
                        .orderBy(MATERIAL.ID)
                        .limit(pageSize)
                        .offset((long) (page - 1) * pageSize)
                        .fetch()),
                sql.fetchCount(MATERIAL, condition)));
  }

  private static Condition condition(MaterialFilter filter) {
    List<Condition> conditions = new ArrayList<>();
    filter.tag().ifPresent(tag -> conditions.add(MATERIAL.TAGS.contains(new String[] {tag})));
    filter.video().ifPresent(video -> conditions.add(MaterialRows.isVideo(video)));
    filter
        .used()
        .ifPresent(
            used -> {
              Condition isUsed =
                  DSL.exists(
                      DSL.selectOne()
                          .from(MATERIAL_USE)
                          .where(MATERIAL_USE.SOURCE_KEY.eq(MaterialRows.SOURCE_KEY))
                          .and(MATERIAL_USE.USED_AT.isNotNull()));
              conditions.add(used ? isUsed : DSL.not(isUsed));
            });
    return DSL.and(conditions);
  }

  private static List<LibraryMaterial> withUses(DSLContext sql, List<MaterialRecord> rows) {
    Field<String> accountKey = DSL.concat(DSL.inline("account:"), ACCOUNT.ID.cast(String.class));
    Map<String, List<String>> users =
        sql.select(MATERIAL_USE.SOURCE_KEY, MATERIAL_USE.USER_KEY, ACCOUNT.USERNAME)
            .from(MATERIAL_USE)
            .leftJoin(ACCOUNT)
            .on(accountKey.eq(MATERIAL_USE.USER_KEY))
            .where(
                MATERIAL_USE.SOURCE_KEY.in(
                    rows.stream().map(row -> MaterialRows.sourceKey(row).value()).toList()))
            .and(MATERIAL_USE.USED_AT.isNotNull())
            .orderBy(MATERIAL_USE.USED_AT, MATERIAL_USE.USER_KEY)
            .fetchGroups(
                MATERIAL_USE.SOURCE_KEY,
                use -> MaterialUser.display(use.value2(), Optional.ofNullable(use.value3())));
    return rows.stream()
        .map(
            row ->
                new LibraryMaterial(
                    MaterialRows.material(row),
                    users.getOrDefault(MaterialRows.sourceKey(row).value(), List.of())))
        .toList();
  }

  private static Optional<MaterialRecord> row(DSLContext sql, MaterialId id) {
    return sql.selectFrom(MATERIAL).where(MATERIAL.ID.eq(id.value())).fetchOptional();
  }

  private static Optional<MaterialRecord> named(DSLContext sql, MaterialName name) {
    return sql.selectFrom(MATERIAL).where(MATERIAL.NAME.eq(name.value())).fetchOptional();
  }

  @Override
  public Optional<Content> open(MaterialId id) {
    return database
        .query(sql -> row(sql, id))
        .map(
            row -> {
              try {
                return new Content(
                    MaterialRows.material(row),
                    Files.newInputStream(folder.resolve(row.getFile()), LinkOption.NOFOLLOW_LINKS));
              } catch (IOException failed) {
                throw new UncheckedIOException(
                    "the file of material " + row.getName() + " can't be read", failed);
              }
            });
  }

  @Override
  public Optional<LibraryMaterial> change(MaterialId id, UnaryOperator<MaterialLabels> change) {
    return database.transaction(
        sql ->
            sql.selectFrom(MATERIAL)
                .where(MATERIAL.ID.eq(id.value()))
                .forUpdate()
                .fetchOptional()
                .map(
                    row -> {
                      MaterialRows.setLabels(row, change.apply(MaterialRows.labels(row)));
                      row.store();
                      return withUses(sql, List.of(row)).getFirst();
                    }));
  }

  @Override
  public Deletion delete(MaterialId id) {
    Removed removed = database.transaction(sql -> delete(sql, id));
    removed.waste().ifPresent(this::remove);
    return removed.deletion();
  }

  /**
   * The result of a deletion.
   *
   * @param waste the file to delete
   */
  private record Removed(Deletion deletion, Optional<String> waste) {}

  private Removed delete(DSLContext sql, MaterialId id) {
    Optional<MaterialRecord> row =
        sql.selectFrom(MATERIAL).where(MATERIAL.ID.eq(id.value())).forUpdate().fetchOptional();
    if (row.isEmpty()) {
      return new Removed(new Deletion.NotFound(), Optional.empty());
    }
    Optional<TaskId> holder = MaterialRows.holder(sql, row.get());
    if (holder.isPresent()) {
      return new Removed(new Deletion.Held(holder.get()), Optional.empty());
    }
    // The uses of the material stay: they record what earlier tasks posted.
    row.get().delete();
    note(sql, row.get().getFile());
    return new Removed(new Deletion.Deleted(), Optional.of(row.get().getFile()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
