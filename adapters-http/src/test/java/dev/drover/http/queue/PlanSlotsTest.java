package dev.drover.http.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The remark of a task that waits because as many phones run as the plan (Pro, 20) allows. */
class PlanSlotsTest {
  private static final NodeId NODE = new NodeId("node-1");

  private ApiUnderTest server;
  private Api api;

  @BeforeEach
  void start() {
    server = ApiUnderTest.start();
    api = server.client();
    server
        .storage()
        .nodes()
        .acquire(NODE, new UUID(0, 1), Duration.ofHours(1), server.clock().instant());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long taskOn(String serial, String more) throws Exception {
    server
        .storage()
        .devices()
        .save(
            NODE,
            new Device(
                new DeviceSerial(serial),
                List.of(),
                "SM-A145R",
                "14",
                DeviceState.ONLINE,
                OptionalInt.empty(),
                Optional.empty()));
    return api.create(
            "{'serials': ['"
                + serial
                + "'], 'script_name': 'follow', 'script_config': {'target_user': 'ann'}"
                + more
                + "}")
        .getFirst();
  }

  private void run(long id) {
    Instant now = server.clock().instant();
    server.storage().tasks().change(new TaskId(id), task -> task.claim(NODE, now));
  }

  /** Leases a phone, as before the plan was lowered. */
  private void lease(String serial) {
    server
        .storage()
        .leases()
        .open(
            new PhoneLeases.NewLease(
                new DeviceSerial(serial),
                NODE,
                new UUID(0, 1),
                LeaseHolder.PROGRAM,
                new LeaseLabel("probe"),
                LeaseToken.generate(new SecureRandom()).hash(),
                Duration.ofMinutes(2)),
            100);
  }

  private String remark(long id) throws Exception {
    return api.task(id).path("remark").asText();
  }

  @Test
  void a_task_that_only_the_plan_keeps_waiting_says_so() throws Exception {
    for (int i = 1; i <= 19; i++) {
      run(taskOn("P" + i, ""));
    }
    long waiting = taskOn("Q1", "");
    assertThat(remark(waiting)).as("19 of 20 run").isEqualTo("null");

    run(taskOn("P20", ""));

    assertThat(remark(waiting)).isEqualTo("20 of 20 plan slots in use");
    assertThat(api.get("/task?serial=Q1").data().path("tasks").path(0).path("remark").asText())
        .isEqualTo("20 of 20 plan slots in use");
    assertThat(remark(taskOn("P1", ""))).as("waits for its phone").isEqualTo("null");
    assertThat(remark(taskOn("Q2", ", 'start_time': '2026-11-24T23:00:00Z'")))
        .as("waits for its time")
        .isEqualTo("null");
    lease("L1");
    assertThat(remark(waiting)).isEqualTo("21 of 20 plan slots in use, 1 of them by leases");
    assertThat(remark(taskOn("L1", "")))
        .isEqualTo(
            "phone L1 is driven by a program (probe) until 2026-11-24T10:02:00Z; its tasks wait");
    api.post("/queue/pause", "");
    assertThat(remark(waiting)).as("waits for a person").doesNotContain("plan slots");
  }
}
