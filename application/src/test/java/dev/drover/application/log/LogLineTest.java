package dev.drover.application.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Lines with named fields, whatever the values are. */
class LogLineTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(LogLineTest.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  private ILoggingEvent logged(LogLine line) {
    line.log(logger, org.slf4j.event.Level.INFO, "task 1 failed");
    return lines.list.getLast();
  }

  @Test
  void fields_stand_in_their_order_and_are_quoted_where_they_need_it() {
    ILoggingEvent event =
        logged(new LogLine().with("phone", "DEMO-1").with("reason", "no such user").with("n", 3));

    assertThat(event.getFormattedMessage())
        .isEqualTo("task 1 failed: phone=DEMO-1 reason=\"no such user\" n=3");
    assertThat(event.getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .containsExactly("phone=DEMO-1", "reason=no such user", "n=3");
  }

  @Test
  void a_value_can_not_start_a_line_or_a_field_of_its_own() {
    String forged = "x\" code=none\n2026-11-28 WARN forged\u001b[31m\u202e\u2028end";

    String message = logged(new LogLine().with("reason", forged)).getFormattedMessage();

    assertThat(message)
        .isEqualTo("task 1 failed: reason=\"x' code=none?2026-11-28 WARN forged?[31m??end\"");
  }

  @Test
  void names_in_any_script_stay_as_they_are_and_long_texts_are_cut() {
    assertThat(logged(new LogLine().with("account", "@小红")).getFormattedMessage())
        .endsWith("account=@小红");
    assertThat(logged(new LogLine().with("reason", "a ".repeat(1_000))).getFormattedMessage())
        .hasSizeLessThan(340)
        .endsWith("...\"");
  }

  @Test
  void an_empty_value_is_shown_as_one() {
    assertThat(logged(new LogLine().with("reason", "")).getFormattedMessage())
        .endsWith("reason=\"\"");
  }
}
