package dev.drover.bootstrap.config;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.stream.Stream;

/**
 * Sets up the log of the process: Drover's messages from {@code INFO} on, those of libraries from
 * {@code WARN} on, as text on standard error. Logback finds it as a service. It is a class and no
 * {@code logback.xml}, since to read XML took a tenth of a start. A configuration of the
 * operator's, by {@code -Dlogback.configurationFile} or a file of Logback's on the class path,
 * comes first.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_LOW_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  /** The appender's name. */
  static final String STDERR = "STDERR";

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%replace(%thread){'^\\[0x.*$','request'}]"
          + " %replace(%X{request_id} ){'^ $',''}%logger{0}: %msg%n";

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    if (isConfiguredOtherwise()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    setUp(loggers);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isConfiguredOtherwise() {
    return System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
        || Stream.of(ClassicConstants.TEST_AUTOCONFIG_FILE, ClassicConstants.AUTOCONFIG_FILE)
            .anyMatch(file -> LogSetup.class.getClassLoader().getResource(file) != null);
  }

  static void setUp(LoggerContext loggers) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(loggers);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(loggers);
    console.setName(STDERR);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    loggers.getLogger("dev.drover").setLevel(Level.INFO);
  }
}
