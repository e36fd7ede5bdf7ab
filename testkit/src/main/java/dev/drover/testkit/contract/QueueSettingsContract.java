package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.Task;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link QueueSettings}. */
public abstract class QueueSettingsContract extends StorageContract {
  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected QueueSettingsContract(Storage storage) {
    super(storage);
  }

  @Test
  void a_new_queue_has_the_default_policy_and_is_not_paused() {
    assertThat(settings.current()).isEqualTo(QueuePolicy.DEFAULT);
    assertThat(settings.pausedSince()).isEmpty();
  }

  @Test
  void a_change_answers_and_keeps_what_it_was_told() {
    QueuePolicy wanted = new QueuePolicy(true, 7, true);

    assertThat(settings.change(_ -> wanted)).isEqualTo(wanted);
    assertThat(settings.current()).isEqualTo(wanted);
  }

  @Test
  void a_change_that_fails_changes_nothing() {
    assertThatThrownBy(
            () ->
                settings.change(
                    _ -> {
                      throw new IllegalStateException("not so");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not so");
    assertThat(settings.current()).isEqualTo(QueuePolicy.DEFAULT);
  }

  @Test
  void a_pause_lasts_from_the_first_that_asked_for_it_until_it_is_ended() {
    settings.pause(NOW);
    settings.pause(NOW.plusSeconds(60));
    assertThat(settings.pausedSince()).contains(NOW);

    settings.resume();
    settings.resume();
    assertThat(settings.pausedSince()).isEmpty();
  }

  @Test
  void what_is_queued_while_all_is_paused_can_be_claimed_afterwards() {
    Task runs = claimed(phone(1));
    settings.pause(NOW);
    tasks.insert(List.of(follow(phone(2), "bob")));
    assertThat(claim(phone(2))).isEmpty();
    assertThat(finish(runs.complete(Outcome.COMMITTED, Optional.empty(), NOW))).isTrue();

    settings.resume();
    assertThat(claim(phone(2))).hasSize(1);
  }

  @Test
  void of_changes_at_one_time_none_is_lost() throws Exception {
    for (int round = 0; round < 10; round++) {
      settings.change(_ -> new QueuePolicy(false, 1, false));
      Together.run(
          Collections.nCopies(
              9,
              () ->
                  settings.change(
                      before ->
                          new QueuePolicy(
                              !before.autoRetry(),
                              before.maxRetryCount() + 1,
                              !before.randomOrder()))));

      assertThat(settings.current()).isEqualTo(new QueuePolicy(true, 10, true));
    }
  }
}
