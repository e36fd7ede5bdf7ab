package dev.drover.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that a transaction takes effect completely or not at all. */
class TransactionsTest {
  private final List<String> told = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final Transactions transactions = new Transactions();
  private final Table<String, Integer> table =
      new Table<>(transactions, (before, after) -> changes.add(before + " " + after));
  private final Kept<String> kept = new Kept<>(transactions, "first");

  private Optional<Integer> value(String key) {
    return transactions.run(() -> table.find(key));
  }

  private void fail() {
    throw new IllegalStateException("says the test");
  }

  @Test
  void what_fails_leaves_no_trace() {
    transactions.run(() -> table.put("a", 1));

    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      table.put("a", 2);
                      table.put("b", 3);
                      table.remove("a");
                      kept.set("second");
                      transactions.onCommit(() -> told.add("never"));
                      fail();
                    }))
        .hasMessage("says the test");

    assertThat(value("a")).contains(1);
    assertThat(value("b")).isEmpty();
    assertThat(kept.get()).isEqualTo("first");
    assertThat(told).isEmpty();
  }

  @Test
  void an_index_is_told_of_what_is_taken_back() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      table.put("a", 1);
                      fail();
                    }))
        .hasMessage("says the test");

    assertThat(changes).containsExactly("Optional.empty Optional[1]", "Optional[1] Optional.empty");
  }

  @Test
  void one_within_another_fails_alone_and_is_told_of_with_the_outer_one() {
    transactions.run(
        () -> {
          table.put("a", 1);
          transactions.onCommit(() -> told.add("outer"));
          assertThatThrownBy(
                  () ->
                      transactions.run(
                          () -> {
                            table.put("a", 2);
                            transactions.onCommit(() -> told.add("failed"));
                            fail();
                          }))
              .hasMessage("says the test");
          transactions.run(
              () -> {
                table.put("b", 2);
                transactions.onCommit(() -> told.add("inner"));
              });
          assertThat(told).isEmpty();
        });

    assertThat(value("a")).contains(1);
    assertThat(value("b")).contains(2);
    assertThat(told).containsExactly("outer", "inner");
  }

  @Test
  void one_within_another_that_fails_is_taken_back_with_it() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      transactions.run(() -> table.put("a", 1));
                      fail();
                    }))
        .hasMessage("says the test");

    assertThat(value("a")).isEmpty();
  }
}
