package dev.drover.bootstrap.config;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** The format of log lines. */
public enum LogFormat {
  /** Plain text, for people. */
  TEXT,
  /** One JSON object a line, for programs. */
  JSON;

  /**
   * @throws IllegalArgumentException if there is no such format
   */
  static LogFormat named(String text) {
    return switch (text) {
      case "text" -> TEXT;
      case "json" -> JSON;
      default -> throw new IllegalArgumentException("must be text or json");
    };
  }

  /**
   * Switches the log of this process to this format. The process starts with text; {@code TEXT}
   * changes nothing.
   */
  public void use() {
    switch (this) {
      case TEXT -> {}
      case JSON -> {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(LogSetup.STDERR)
                instanceof OutputStreamAppender<ILoggingEvent> appender) {
          JsonEncoder encoder = new JsonEncoder();
          encoder.setContext(context);
          encoder.setWithContext(false);
          encoder.setWithSequenceNumber(false);
          encoder.setWithNanoseconds(false);
          encoder.setWithFormattedMessage(true);
          encoder.setWithMessage(false);
          encoder.setWithArguments(false);
          encoder.start();
          appender.stop();
          appender.setEncoder(encoder);
          appender.start();
        }
      }
    }
  }
}
