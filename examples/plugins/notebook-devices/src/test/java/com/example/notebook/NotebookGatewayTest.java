package com.example.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.testkit.SampleTasks;
import dev.drover.testkit.contract.FixedPhonesContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebooks pass the contract of phones, and a line says what one would have done. */
class NotebookGatewayTest extends FixedPhonesContract {
  private static final DeviceSerial PHONE = new DeviceSerial("NOTE-1");

  @TempDir private Path folder;
  private NotebookGateway notebooks;

  @Override
  protected DeviceGateway open() {
    notebooks = new NotebookGateway(List.of(PHONE), folder, Clock.systemUTC());
    return notebooks;
  }

  @Override
  protected DeviceSerial onlinePhone() {
    return PHONE;
  }

  @Override
  protected void tellOfPhones() {
    notebooks.tellOfNew();
  }

  @Test
  void an_attempt_is_one_line() throws Exception {
    open().run(SampleTasks.assignment(PHONE, "ann"), new RecordedAttempt());

    assertThat(Files.readAllLines(folder.resolve("NOTE-1.txt")))
        .singleElement()
        .asString()
        .contains("Follow")
        .contains("ann");
  }
}
