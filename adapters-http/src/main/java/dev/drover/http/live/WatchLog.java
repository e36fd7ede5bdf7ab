package dev.drover.http.live;

import dev.drover.http.guard.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs who has watched phones: when it began and when it ended, by the logger {@code
 * dev.drover.audit}. Which phones were in sight changes with every scroll; their number is told.
 * Used by one thread at a time.
 */
final class WatchLog {
  private static final Logger log = LoggerFactory.getLogger("dev.drover.audit");

  private final RequestContext context;
  private int most;

  WatchLog(RequestContext context) {
    this.context = context;
  }

  void shows(int phones) {
    if (most == 0 && phones > 0) {
      line("began to watch phones, the first list has", phones);
    }
    most = Math.max(most, phones);
  }

  void ended() {
    if (most > 0) {
      line("ended watching phones, the longest list had", most);
    }
  }

  private void line(String what, int phones) {
    log.atInfo()
        .addKeyValue("who", context.caller())
        .addKeyValue("page", context.isFromPage())
        .addKeyValue("about", what)
        .addKeyValue("phones", phones)
        .addKeyValue("from", context.from())
        .addKeyValue("request_id", context.id())
        .log("{} from {}: {} {}", context.caller(), context.from(), what, phones);
  }
}
