package dev.drover.persistence.task;

import dev.drover.persistence.postgres.StorableTexts;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  private final List<String> types = new ArrayList<>();
  private final List<Object[]> arrays = new ArrayList<>();

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

  private Columns<T> add(String name, Object[] array, String type) {
    names.add(name);
    types.add(type);
    arrays.add(array);
    return this;
  }

  /**
   * Returns the rows as a table {@code given} with a further column {@code place}, their position
   * from 1.
   */
  SQL given() {
    return DSL.sql(
        "unnest({0}) WITH ORDINALITY AS given (" + String.join(", ", names) + ", place)",
        DSL.list(
            IntStream.range(0, arrays.size())
                .mapToObj(
                    i -> DSL.field("{0}::" + types.get(i) + "[]", DSL.val((Object) arrays.get(i))))
                .toArray(QueryPart[]::new)));
  }

  /** Returns {@link #given} as a text that is the same for any rows, with a parameter a column. */
  String text() {
    return types.stream()
        .map(type -> "?::" + type + "[]")
        .collect(
            Collectors.joining(
                ", ",
                "unnest(",
                ") WITH ORDINALITY AS given (" + String.join(", ", names) + ", place)"));
  }

  /**
   * Sets the parameters of {@link #text}.
   *
   * @param first the number of the first of them
   * @return the number after the last of them
   */
  int bind(PreparedStatement statement, int first) throws SQLException {
    for (int i = 0; i < arrays.size(); i++) {
      statement.setArray(
          first + i,
          statement.getConnection().createArrayOf(types.get(i), sendable(arrays.get(i))));
    }
    return first + arrays.size();
  }

  /** PostgreSQL's driver knows arrays of numbers and of texts. */
  private static Object[] sendable(Object[] array) {
    return switch (array) {
      case OffsetDateTime[] times ->
          Arrays.stream(times)
              .map(time -> time == null ? null : time.toString())
              .toArray(String[]::new);
      case String[] texts ->
          Arrays.stream(texts)
              .map(text -> text == null ? null : StorableTexts.storable(text))
              .toArray(String[]::new);
      default -> array;
    };
  }
}
