package dev.drover.application.lease;

import dev.drover.application.log.LogLine;
import dev.drover.domain.lease.PhoneLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs who drives which phone: one line when a lease begins, when its holder announces an effect,
 * and when it ends. {@link LogLine} has the fields. Thread-safe.
 */
final class LeaseLog {
  private static final Logger log = LoggerFactory.getLogger(LeaseLog.class);

  private LeaseLog() {}

  static void began(PhoneLease lease) {
    line(lease)
        .with("until", lease.until())
        .log(log, Level.INFO, "lease of phone " + lease.serial() + " began");
  }

  static void announced(PhoneLease lease, String step, String action, String account) {
    line(lease)
        .with("step", step)
        .with("action", action)
        .with("account", account)
        .log(log, Level.INFO, "lease of phone " + lease.serial() + " announces an effect");
  }

  static void ended(PhoneLease lease, String reason) {
    line(lease)
        .with("reason", reason)
        .log(log, Level.INFO, "lease of phone " + lease.serial() + " ended");
  }

  private static LogLine line(PhoneLease lease) {
    return new LogLine()
        .with("phone", lease.serial())
        .with("holder", lease.holder().wireName())
        .with("label", lease.label());
  }
}
