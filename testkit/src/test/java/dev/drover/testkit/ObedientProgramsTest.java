package dev.drover.testkit;

import dev.drover.application.port.program.ProgramRunner;
import dev.drover.application.port.program.ProgramRunner.Program;
import dev.drover.testkit.contract.ProgramRunnerContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

class ObedientProgramsTest extends ProgramRunnerContract {
  private final ObedientPrograms programs = new ObedientPrograms();

  @Override
  protected ProgramRunner runner() {
    return programs;
  }

  @Override
  protected Program writing(int exitCode, String... lines) {
    programs.install(
        "write",
        (_, output) -> {
          List.of(lines).forEach(output);
          return exitCode;
        });
    return program("write", LONG, Map.of());
  }

  @Override
  protected Program endless(Duration timeout) {
    programs.install(
        "wait",
        (_, output) -> {
          output.accept("begun");
          new CountDownLatch(1).await();
          return 0;
        });
    return program("wait", timeout, Map.of());
  }

  @Override
  protected Program tellingOf(String name, Map<String, String> environment) {
    programs.install(
        "tell",
        (program, output) -> {
          output.accept(program.environment().get(name));
          return 0;
        });
    return program("tell", LONG, environment);
  }

  @Override
  protected Program missing() {
    return program("missing", LONG, Map.of());
  }

  private static Program program(String name, Duration timeout, Map<String, String> environment) {
    return new Program(List.of(name), Path.of("."), environment, Map.of(), timeout);
  }
}
