package dev.drover.testkit.memory;

/** One value. Use it only within a transaction, which undoes changes if it fails. */
final class Kept<V> {
  private final Transactions transactions;
  private V value;

  Kept(Transactions transactions, V value) {
    this.transactions = transactions;
    this.value = value;
  }

  V get() {
    return value;
  }

  void set(V after) {
    V before = value;
    value = after;
    transactions.undoBy(() -> value = before);
  }
}
