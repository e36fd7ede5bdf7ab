package dev.drover.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of the log as the shipped configuration writes them. */
class LogFormatTest {
  private final LoggerContext context = new LoggerContext();

  private LoggerContext shipped() {
    LogSetup.setUp(context);
    return context;
  }

  private String line(String thread) {
    Logger root = shipped().getLogger(Logger.ROOT_LOGGER_NAME);
    LoggingEvent event =
        new LoggingEvent(
            getClass().getName(),
            context.getLogger("dev.drover.Server"),
            Level.INFO,
            "said",
            null,
            null);
    event.setThreadName(thread);
    event.setMDCPropertyMap(Map.of());
    if (root.getAppender("STDERR") instanceof ConsoleAppender<ILoggingEvent> console
        && console.getEncoder() instanceof PatternLayoutEncoder encoder) {
      return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
    throw new AssertionError("the log is not written to the console by a pattern");
  }

  @ParameterizedTest
  @CsvSource({
    "'[0x706282ec 0x1a2b3c4d] WebServer socket', [request]",
    "task-12, [task-12]",
    "dispatcher, [dispatcher]"
  })
  void a_thread_is_named_by_what_it_does(String thread, String shown) {
    assertThat(line(thread)).contains("INFO  " + shown + " Server: said");
  }

  @Test
  void libraries_are_heard_from_warnings_on_and_drover_from_information_on() {
    assertThat(shipped().getLogger("io.helidon.webserver").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("org.flywaydb").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("io.helidon.webserver").isWarnEnabled()).isTrue();
    assertThat(context.getLogger("dev.drover.application").isInfoEnabled()).isTrue();
  }
}
