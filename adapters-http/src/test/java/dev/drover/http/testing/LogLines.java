package dev.drover.http.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged below a name, while this is open. */
public final class LogLines implements AutoCloseable {
  private final Logger logger;
  private final @Nullable Level before;
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing();
          events.add(event);
        }
      };

  private LogLines(Logger logger, Level level) {
    this.logger = logger;
    before = logger.getLevel();
    logger.setLevel(level);
    appender.start();
    logger.addAppender(appender);
  }

  public static LogLines of(String name) {
    return new LogLines((Logger) LoggerFactory.getLogger(name), Level.INFO);
  }

  /** The same with what is for developers only. */
  public static LogLines everyLevelOf(String name) {
    return new LogLines((Logger) LoggerFactory.getLogger(name), Level.TRACE);
  }

  public List<ILoggingEvent> events() {
    return List.copyOf(events);
  }

  public List<String> messages() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** The first that is as wanted; a line may be written just after the answer was sent. */
  public ILoggingEvent await(Predicate<ILoggingEvent> wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      for (ILoggingEvent event : events) {
        if (wanted.test(event)) {
          return event;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no such line; there are " + messages());
      }
      Passing.untilNextLook();
    }
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
    logger.setLevel(before);
  }
}
