package dev.drover.persistence;

import dev.drover.application.port.MaterialSupply;
import dev.drover.domain.device.Account;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.PostScript;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.TaskId;
import java.util.List;
import java.util.Optional;

/** Chooses a task's files. */
public final class JooqMaterialSupply implements MaterialSupply {

  @Override
  public Supply take(
      TaskId task, int attempt, DeviceSerial serial, Optional<Account> account, Script script) {
    return script instanceof PostScript
        ? new Supply.Missing("there is no material library yet")
        : new Supply.NothingNeeded();
  }

  @Override
  public List<String> warnings(Script script) {
    return script instanceof PostScript
        ? List.of("there is no material library yet; the tasks will fail")
        : List.of();
  }
}
