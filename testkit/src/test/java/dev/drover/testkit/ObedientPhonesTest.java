package dev.drover.testkit;

import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.Choice;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that phones do what a test tells them, and nothing else. */
class ObedientPhonesTest {
  private final ObedientPhones phones = new ObedientPhones();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final StoppableRun run = new StoppableRun();

  @AfterEach
  void end() {
    phones.finishAll();
    threads.close();
  }

  /** An attempt that remembers how to stop it. */
  private static final class StoppableRun implements Attempt {
    private volatile Runnable abort = () -> {};

    void stop() {
      abort.run();
    }

    @Override
    public void step(String description, int progress) {}

    @Override
    public void usesApp(PackageName app, String version) {}

    @Override
    public boolean spend(AccountAction action) {
      return true;
    }

    @Override
    public void actsFor(PackageName app, Username username) {}

    @Override
    public void renamed(PackageName app, Username name) {}

    @Override
    public void loggedIn(boolean loggedIn) {}

    @Override
    public AccountMatch matchAccounts(AppLogins logins, boolean addMissing) {
      return new AccountMatch(List.of());
    }

    @Override
    public void chose(Choice choice) {}

    @Override
    public void commitIntent(String step) {}

    @Override
    public void settleIntent(boolean tookEffect) {}

    @Override
    public void evidence(String name, String contentType, byte[] content) {}

    @Override
    public AttemptResult runProgram(Optional<PackageName> app) {
      throw new IllegalStateException("this attempt has no program");
    }

    @Override
    public boolean wantsProof() {
      return false;
    }

    @Override
    public void proof(String name, String contentType, byte[] content) {}

    @Override
    public boolean mayGoOn() {
      return true;
    }

    @Override
    public boolean mayTidyUp() {
      return true;
    }

    @Override
    public void onStop(Runnable action) {
      abort = action;
    }
  }

  private Future<AttemptResult> begin() {
    phones.bringOnline("PHONE1");
    Assignment assignment =
        new Assignment(
            phone(1),
            Optional.empty(),
            follow(phone(1), "ann").script().script(),
            Optional.empty());
    Future<AttemptResult> result = threads.submit(() -> phones.run(assignment, run));
    assertThat(phones.awaitRun("PHONE1").target()).isEqualTo("ann");
    return result;
  }

  @Test
  void a_script_runs_until_it_is_let_end() throws Exception {
    Future<AttemptResult> result = begin();
    assertThat(result.isDone()).isFalse();

    phones.finish("PHONE1");

    assertThat(result.get())
        .isEqualTo(new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
  }

  @Test
  void a_script_fails_as_it_is_told() throws Exception {
    TaskFailure failure = TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone");
    Future<AttemptResult> result = begin();

    phones.fail("PHONE1", failure);

    assertThat(result.get()).isEqualTo(new AttemptResult.Failed(failure));
  }

  @Test
  void a_script_finds_the_storage_away_when_it_is_told() {
    Future<AttemptResult> result = begin();

    phones.findStorageAway("PHONE1");

    assertThatThrownBy(result::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StorageUnavailable.class);
  }

  @Test
  void a_script_that_is_stopped_ends() throws Exception {
    Future<AttemptResult> result = begin();

    run.stop();

    assertThat(result.get()).isInstanceOf(AttemptResult.Succeeded.class);
  }

  @Test
  void phones_come_and_go_and_listeners_hear_of_it() {
    List<DeviceState> heard = new ArrayList<>();
    phones.onChange(device -> heard.add(device.state()));

    phones.bringOnline("PHONE1");
    assertThat(phones.online()).containsExactly(phone(1));
    phones.takeOffline("PHONE1");

    assertThat(phones.online()).isEmpty();
    assertThat(phones.devices()).extracting(Device::state).containsExactly(DeviceState.OFFLINE);
    assertThat(heard).containsExactly(DeviceState.ONLINE, DeviceState.OFFLINE);
  }
}
