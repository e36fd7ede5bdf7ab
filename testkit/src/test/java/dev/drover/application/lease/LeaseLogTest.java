package dev.drover.application.lease;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.drover.application.port.storage.PhoneLeases.NewLease;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.node.NodeId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The life of a lease, as the log tells it. */
class LeaseLogTest extends LeaseFixture {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.drover.application.lease");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }

  @Test
  void a_lease_is_told_from_its_beginning_to_its_end_without_its_token() throws Exception {
    online("P1");
    account("ann", "P1", true);
    LeaseToken token = leased("P1");
    held(token).announceIntent("tap Follow", Optional.of(AccountAction.FOLLOW), Optional.empty());
    leases.sessions().releasing().release(token);

    assertThat(lines)
        .containsExactly(
            "lease of phone P1 began: phone=P1 holder=program label=\"a script\""
                + " until=2026-11-24T10:02:00Z",
            "lease of phone P1 announces an effect: phone=P1 holder=program label=\"a script\""
                + " step=\"tap Follow\" action=follow account=@ann",
            "lease of phone P1 ended: phone=P1 holder=program label=\"a script\""
                + " reason=\"released by its holder\"");
    assertThat(String.join("", lines)).doesNotContain(token.reveal());
  }

  @Test
  void a_lease_that_was_lost_with_its_server_is_told_by_whoever_removes_it() throws Exception {
    NodeId other = new NodeId("node-2");
    UUID process = UUID.randomUUID();
    storage.nodes().acquire(other, process, Duration.ofHours(1), NOW);
    storage
        .leases()
        .open(
            new NewLease(
                new DeviceSerial("P1"),
                other,
                process,
                LeaseHolder.PROGRAM,
                new LeaseLabel("a script"),
                LeaseToken.generate(new SecureRandom()).hash(),
                LENGTH),
            5);
    storage.nodes().release(other, process);

    leases.keeper().keepOnce();

    assertThat(lines)
        .contains(
            "lease of phone P1 ended: phone=P1 holder=program label=\"a script\""
                + " reason=\"out of time, or lost with its server\"");
  }
}
