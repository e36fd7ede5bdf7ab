package dev.drover.testkit.memory;

/** One value. To be used within a transaction only, which takes its changes back where it fails. */
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
