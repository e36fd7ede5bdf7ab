package dev.drover.http.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.storage.PhoneLeases.NewLease;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.node.NodeId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.EventStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A phone that a program drives, as clients see it. */
@Timeout(60)
class LeasedPhoneTest {
  private static final NodeId NODE = new NodeId("node-2");
  private static final UUID PROCESS = new UUID(0, 1);
  private static final DeviceSerial PHONE = new DeviceSerial("P1");

  private final LeaseToken token = LeaseToken.generate(new SecureRandom());
  private ApiUnderTest server;
  private Api api;

  @BeforeEach
  void start() {
    server = ApiUnderTest.start();
    api = server.client();
    server.storage().nodes().acquire(NODE, PROCESS, Duration.ofHours(1), server.clock().instant());
    server
        .storage()
        .devices()
        .save(
            NODE,
            new Device(
                PHONE,
                List.of(),
                "SM-A145R",
                "14",
                DeviceState.ONLINE,
                OptionalInt.empty(),
                Optional.empty()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void lease() {
    server
        .storage()
        .leases()
        .open(
            new NewLease(
                PHONE,
                NODE,
                PROCESS,
                LeaseHolder.PROGRAM,
                new LeaseLabel("probe"),
                token.hash(),
                Duration.ofMinutes(2)),
            5);
  }

  private JsonNode phone() throws Exception {
    return api.get("/devices/P1").data();
  }

  @Test
  void it_is_busy_and_says_who_drives_it_until_when() throws Exception {
    assertThat(phone().path("lease").isNull()).isTrue();
    assertThat(phone().path("state").asText()).isEqualTo("online");

    lease();

    assertThat(phone().path("state").asText()).isEqualTo("busy");
    JsonNode lease = phone().path("lease");
    assertThat(lease.path("holder").asText()).isEqualTo("program");
    assertThat(lease.path("label").asText()).isEqualTo("probe");
    assertThat(lease.path("since").asText()).isEqualTo("2026-11-24T10:00:00Z");
    assertThat(lease.path("until").asText()).isEqualTo("2026-11-24T10:02:00Z");
    assertThat(lease).hasSize(4);
    assertThat(api.get("/devices").data().path("devices").path(0)).isEqualTo(phone());
  }

  @Test
  void only_its_holder_may_read_the_screens_elements() throws Exception {
    server.phones().bringOnline("P1");
    assertThat(api.text("/devices/P1/hierarchy")).contains("<");

    lease();

    Api.Answer refused = api.get("/devices/P1/hierarchy");
    assertThat(refused.code()).isEqualTo(40901);
    assertThat(refused.message())
        .contains("phone P1 is driven by a program (probe) until 2026-11-24T10:02:00Z");
  }

  @Test
  void listeners_to_events_hear_when_it_begins_and_when_it_ends() throws Exception {
    try (EventStream listener = new EventStream(server.port())) {
      lease();
      JsonNode begun = listener.next("lease");
      server.storage().leases().release(token.hash());
      JsonNode ended = listener.next("lease");

      assertThat(begun.path("serial").asText()).isEqualTo("P1");
      assertThat(begun.path("lease").path("label").asText()).isEqualTo("probe");
      assertThat(ended.path("lease").isNull()).isTrue();
    }
  }
}
