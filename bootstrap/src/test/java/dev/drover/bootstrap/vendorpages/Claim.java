package dev.drover.bootstrap.vendorpages;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/**
 * A line of a page: what it claims, the request that tries it, and what the answer must be.
 *
 * @param words the claim, in words
 * @param before requests that create the tasks which the claim is about
 */
record Claim(String words, List<Request> before, Request request, List<Expectation> expected) {
  /** What an answer must be. */
  interface Expectation {
    void check(Reply reply, Farm farm) throws Exception;
  }

  Claim {
    before = List.copyOf(before);
    expected = List.copyOf(expected);
  }

  static Claim claim(String words, Request request, Expectation... expected) {
    return new Claim(words, List.of(), request, List.of(expected));
  }

  /** The same claim about tasks that these requests create; {@code {task}} is the first of them. */
  Claim about(Request... tasks) {
    return new Claim(words, List.of(tasks), request, expected);
  }

  DynamicTest on(Farm farm) {
    return dynamicTest(words, () -> check(farm));
  }

  private void check(Farm farm) throws Exception {
    try {
      List<Long> created = new ArrayList<>();
      for (Request task : before) {
        Reply reply = farm.ask(task);
        if (reply.code() != 0) {
          throw new AssertionError(task + " was refused: " + reply.envelope());
        }
        created.addAll(reply.taskIds());
      }
      Reply reply = farm.ask(created.isEmpty() ? request : request.about(created.getFirst()));
      for (Expectation each : expected) {
        each.check(reply, farm);
      }
    } finally {
      farm.deleteTasks();
    }
  }
}
