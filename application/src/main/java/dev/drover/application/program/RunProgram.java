package dev.drover.application.program;

import dev.drover.application.lease.HeldPhones;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.program.ProgramRunner;
import dev.drover.application.port.program.ProgramRunner.Program;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.script.program.ProgramScript;
import dev.drover.domain.script.program.ProgramType;
import dev.drover.domain.task.AttemptResult;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs the program of an attempt. The program reaches its phone through this server's API, by a
 * session id that proves the attempt and ends with it. Thread-safe.
 */
public final class RunProgram {
  private final ProgramRunner runner;
  private final HeldPhones phones;
  private final URI api;
  private final SecureRandom random;
  private final Clock clock;

  /**
   * @param api where the programs of this machine reach this server, without a path
   */
  public RunProgram(
      ProgramRunner runner, HeldPhones phones, URI api, SecureRandom random, Clock clock) {
    this.runner = runner;
    this.phones = phones;
    this.api = api;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What a program is run for.
   *
   * @param account whose actions those of the program are; empty if the task names none
   * @param app the app that was opened for the program; empty if none was
   */
  public record Order(
      ProgramScript script,
      DeviceSerial serial,
      Optional<Username> account,
      Optional<PackageName> app) {}

  /**
   * Runs the program until its whole process tree has ended, on the thread of the attempt.
   *
   * @param log keeps lines of the program's output; it must not throw
   * @throws AttemptStopped if the attempt is to end; the program has ended
   * @throws StorageUnavailable if an intent can't be recorded; the program has ended
   */
  public AttemptResult run(Order order, Attempt attempt, Consumer<List<TaskStep>> log) {
    LeaseToken token = LeaseToken.generate(random);
    return new ProgramRun(runner, phones, clock, order, attempt, log)
        .run(token, program(order, token));
  }

  private Program program(Order order, LeaseToken token) {
    ProgramType type = order.script().type();
    return new Program(
        type.command(),
        type.folder(),
        environment(order, token),
        order.script().config(),
        type.timeout());
  }

  /** The names of the vendor's programs, and the same of Drover's. */
  private Map<String, String> environment(Order order, LeaseToken token) {
    Map<String, String> values =
        Map.of(
            "API_BASE",
            api.toString(),
            "SESSION_ID",
            token.reveal(),
            "SERIAL",
            order.serial().value(),
            "PACKAGE",
            order.app().map(PackageName::toString).orElse(""),
            "PLATFORM",
            order.script().type().platformName());
    Map<String, String> environment = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          environment.put("TIKMATRIX_" + name, value);
          environment.put("DROVER_" + name, value);
        });
    return environment;
  }
}
