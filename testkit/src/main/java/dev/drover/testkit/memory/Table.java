package dev.drover.testkit.memory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rows in key order. Use it only within a transaction, which undoes changes if it fails. Rows are
 * immutable.
 */
final class Table<K extends Comparable<K>, R> {
  private final NavigableMap<K, R> rows = new TreeMap<>();
  private final Transactions transactions;
  private final Change<R> onChange;

  /** Called for each change, and for each change that is undone. */
  interface Change<R> {
    void from(Optional<R> before, Optional<R> after);
  }

  Table(Transactions transactions) {
    this(transactions, (_, _) -> {});
  }

  Table(Transactions transactions, Change<R> onChange) {
    this.transactions = transactions;
    this.onChange = onChange;
  }

  Optional<R> find(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  boolean has(K key) {
    return rows.containsKey(key);
  }

  /** Returns all current rows, in key order. */
  List<R> all() {
    return List.copyOf(rows.values());
  }

  Stream<R> stream() {
    return rows.values().stream();
  }

  /** Returns the rows from one key (inclusive) to another (exclusive), in key order. */
  Collection<R> between(K from, K to) {
    return rows.subMap(from, true, to, false).values();
  }

  /** Returns the rows after a key, in key order. */
  Stream<R> after(K key) {
    return rows.tailMap(key, false).values().stream();
  }

  /** Returns the rows before a key, in reverse order. */
  Stream<R> beforeDescending(K key) {
    return rows.headMap(key, false).descendingMap().values().stream();
  }

  /** Returns all rows, in reverse order. */
  Stream<R> descending() {
    return rows.descendingMap().values().stream();
  }

  void put(K key, R row) {
    change(key, Optional.of(row));
  }

  void remove(K key) {
    change(key, Optional.empty());
  }

  /** Removes the rows from one key (inclusive) to another (exclusive). */
  void removeBetween(K from, K to) {
    List.copyOf(rows.subMap(from, true, to, false).keySet()).forEach(this::remove);
  }

  /** Removes the rows that match. */
  void removeIf(Predicate<R> fits) {
    rows.entrySet().stream()
        .filter(entry -> fits.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::remove);
  }

  private void change(K key, Optional<R> after) {
    Optional<R> before = set(key, after);
    transactions.undoBy(() -> set(key, before));
  }

  private Optional<R> set(K key, Optional<R> after) {
    Optional<R> before = find(key);
    onChange.from(before, after);
    after.ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key));
    return before;
  }
}
