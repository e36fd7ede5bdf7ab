package dev.drover.persistence.task;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Passes rows to a statement as the arrays of an {@code unnest}, one array a column, in the order
 * of the calls. Each call names a column together with its type and values.
 */
final class Columns<T> {
  private final List<T> rows;
  private final List<String> names = new ArrayList<>();
  private final List<Field<?>> arrays = new ArrayList<>();

  Columns(List<T> rows) {
    this.rows = rows;
  }

  Columns<T> texts(String name, Function<T, @Nullable String> value) {
    return add(name, rows.stream().map(value).toArray(String[]::new), "text");
  }

  Columns<T> json(String name, Function<T, String> value) {
    return add(name, rows.stream().map(value).toArray(String[]::new), "jsonb");
  }

  Columns<T> longs(String name, Function<T, @Nullable Long> value) {
    return add(name, rows.stream().map(value).toArray(Long[]::new), "bigint");
  }

  Columns<T> integers(String name, Function<T, Integer> value) {
    return add(name, rows.stream().map(value).toArray(Integer[]::new), "integer");
  }

  Columns<T> shorts(String name, Function<T, Short> value) {
    return add(name, rows.stream().map(value).toArray(Short[]::new), "smallint");
  }

  Columns<T> times(String name, Function<T, @Nullable OffsetDateTime> value) {
    return add(name, rows.stream().map(value).toArray(OffsetDateTime[]::new), "timestamptz");
  }

  private Columns<T> add(String name, Object array, String type) {
    names.add(name);
    arrays.add(DSL.field("{0}::" + type + "[]", Object.class, DSL.val(array)));
    return this;
  }

  /**
   * Returns the rows as a table {@code given} with a further column {@code place}, their position
   * from 1.
   */
  SQL given() {
    return DSL.sql(
        "unnest({0}) WITH ORDINALITY AS given (" + String.join(", ", names) + ", place)",
        DSL.list(arrays.toArray(QueryPart[]::new)));
  }
}
