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
 * Rows by their keys, in key order. Use it within a transaction only, which undoes its changes if
 * it fails. Rows are immutable.
 */
final class Table<K extends Comparable<K>, R> {
  private final NavigableMap<K, R> rows = new TreeMap<>();
  private final Transactions transactions;
  private final Change<R> onChange;

  /** Told of each change, and of each that is taken back. */
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

  /** As they are now, by key. */
  List<R> all() {
    return List.copyOf(rows.values());
  }

  Stream<R> stream() {
    return rows.values().stream();
  }

  /** Those from one key on to before another, by key. */
  Collection<R> between(K from, K to) {
    return rows.subMap(from, true, to, false).values();
  }

  /** Those after a key, by key. */
  Stream<R> after(K key) {
    return rows.tailMap(key, false).values().stream();
  }

  /** Those before a key, the last first. */
  Stream<R> beforeDescending(K key) {
    return rows.headMap(key, false).descendingMap().values().stream();
  }

  /** All, the last first. */
  Stream<R> descending() {
    return rows.descendingMap().values().stream();
  }

  void put(K key, R row) {
    change(key, Optional.of(row));
  }

  void remove(K key) {
    change(key, Optional.empty());
  }

  /** Removes those from one key on to before another. */
  void removeBetween(K from, K to) {
    List.copyOf(rows.subMap(from, true, to, false).keySet()).forEach(this::remove);
  }

  /** Removes the rows that fit. */
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
