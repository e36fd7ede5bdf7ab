package dev.drover.persistence.material;

import static dev.drover.persistence.schema.Tables.MATERIAL;
import static dev.drover.persistence.schema.Tables.MATERIAL_USE;
import static dev.drover.persistence.schema.Tables.TASK;

import dev.drover.domain.account.Username;
import dev.drover.domain.material.Material;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.schema.tables.records.MaterialRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Converts rows to materials and back. */
final class MaterialRows {
  /** The value of {@code material_use.source_key} for a library material. */
  static final Field<String> SOURCE_KEY =
      DSL.concat(DSL.inline(SourceKey.ofLibrary("").value()), MATERIAL.FILE);

  private MaterialRows() {}

  static Material material(MaterialRecord row) {
    return new Material(
        new MaterialId(row.getId()),
        new MaterialName(row.getName()),
        type(row),
        row.getSize(),
        row.getSha256(),
        labels(row),
        row.getCreatedAt().toInstant());
  }

  static MediaType type(MaterialRecord row) {
    return MediaType.ofMimeType(row.getMediaType()).orElseThrow();
  }

  static MaterialLabels labels(MaterialRecord row) {
    return new MaterialLabels(
        List.of(row.getTags()),
        Optional.ofNullable(row.getCaption()),
        Optional.ofNullable(row.getUsername()).map(Username::new),
        Optional.ofNullable(row.getSort()));
  }

  static void setLabels(MaterialRecord row, MaterialLabels labels) {
    row.setTags(labels.tags().toArray(String[]::new));
    row.setCaption(labels.caption().orElse(null));
    row.setUsername(labels.username().map(Username::value).orElse(null));
    row.setUsernameKey(labels.username().map(Username::canonical).orElse(null));
    row.setSort(labels.sort().orElse(null));
  }

  /** Selects videos, or else images. */
  static Condition isVideo(boolean video) {
    return MATERIAL.MEDIA_TYPE.in(
        Arrays.stream(MediaType.values())
            .filter(type -> type.isVideo() == video)
            .map(MediaType::mimeType)
            .toList());
  }

  static SourceKey sourceKey(MaterialRecord row) {
    return SourceKey.ofLibrary(row.getFile());
  }

  /** Returns the running task that has taken the material and not finished with it. */
  static Optional<TaskId> holder(DSLContext sql, MaterialRecord row) {
    return sql.select(MATERIAL_USE.TASK_ID)
        .from(MATERIAL_USE)
        .join(TASK)
        .on(TASK.ID.eq(MATERIAL_USE.TASK_ID))
        .where(MATERIAL_USE.SOURCE_KEY.eq(sourceKey(row).value()))
        .and(MATERIAL_USE.USED_AT.isNull())
        .and(TASK.STATUS.eq((short) TaskStatus.RUNNING.code()))
        .orderBy(MATERIAL_USE.TASK_ID)
        .limit(1)
        .fetchOptional(found -> new TaskId(found.value1()));
  }
}
