package dev.drover.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutputLinesTest {
  private final List<String> read = new ArrayList<>();
  private final OutputLines lines = new OutputLines(read::add);

  private void write(byte... bytes) {
    lines.accept(bytes, bytes.length);
  }

  private void write(String text) {
    write(text.getBytes(UTF_8));
  }

  @Test
  void a_line_ends_at_a_line_feed_or_a_carriage_return() {
    write("one\ntwo\r\nthree\r");

    assertThat(read).containsExactly("one", "two", "three");
  }

  @Test
  void a_last_line_needs_no_end() {
    write("first\nlast");
    assertThat(read).containsExactly("first");

    lines.end();

    assertThat(read).containsExactly("first", "last");
  }

  @Test
  void a_character_may_come_in_pieces() {
    for (byte each : "Grüße, 世界 👋\n".getBytes(UTF_8)) {
      write(each);
    }

    assertThat(read).containsExactly("Grüße, 世界 👋");
  }

  @Test
  void other_encodings_are_replaced_and_end_nothing() {
    write("Stra\u00dfe\n".getBytes(ISO_8859_1));
    write((byte) 0xff, (byte) 0xc3);
    lines.end();

    assertThat(read).containsExactly("Stra\uFFFDe", "\uFFFD\uFFFD");
  }

  @Test
  void colours_and_control_characters_are_left_out() {
    write("\u001B[1;31mred\u001B[0m \u001B]0;title\u0007text\u0000\b\tend\n\u001B[2K\r \n");

    assertThat(read).containsExactly("red text\tend");
  }

  @Test
  void a_long_line_is_cut_and_its_rest_is_no_line() {
    write("x".repeat(100_000) + "\nnext\n");

    assertThat(read).containsExactly("x".repeat(OutputLines.LONGEST) + "…", "next");
  }

  @Test
  void a_line_is_never_cut_within_a_character() {
    write("x".repeat(OutputLines.LONGEST - 1) + "👋👋\n");

    assertThat(read).containsExactly("x".repeat(OutputLines.LONGEST - 1) + "…");
  }

  @Test
  void lines_beyond_the_limit_are_counted_and_the_last_are_kept() {
    AtomicLong time = new AtomicLong();
    OutputLimit limit = new OutputLimit(read::add, time::get);
    for (int i = 0; i < OutputLimit.AT_ONCE + 100; i++) {
      limit.accept("line " + i);
    }
    assertThat(read).hasSize(OutputLimit.AT_ONCE);
    time.addAndGet(1_000_000_000);
    limit.accept("later");

    assertThat(read.subList(OutputLimit.AT_ONCE, read.size()))
        .satisfiesExactly(
            told -> assertThat(told).startsWith("(100 lines were left out"),
            told -> assertThat(told).isEqualTo("later"));
    read.clear();
    for (int i = 0; i < OutputLimit.A_SECOND + 30; i++) {
      limit.accept("more " + i);
    }
    limit.end();
    assertThat(read.get(OutputLimit.A_SECOND - 1)).startsWith("(11 lines were left out");
    assertThat(read).endsWith("more 38", "more 39").hasSize(OutputLimit.A_SECOND + 20);
  }
}
