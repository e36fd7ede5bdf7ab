package com.example.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.example.visit.VisitType.Visit;
import dev.drover.domain.account.Username;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisitTypeTest {
  private final VisitType type = new VisitType();

  @Test
  void each_user_gets_a_task() {
    Values values =
        type.read(Map.of("target_user", "ann, bob"), AllowedEndpoints.PUBLIC, new Problems());

    assertThat(type.perTask(values))
        .extracting(one -> type.script(one, 0))
        .containsExactly(
            new Visit(new Username("ann"), Duration.ofSeconds(5)),
            new Visit(new Username("bob"), Duration.ofSeconds(5)));
  }

  @Test
  void what_can_not_be_used_is_told_by_its_field() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> type.one(Map.of("target_users", List.of("ann"), "stay", 61)))
        .withMessageContaining("stay must be a number from 0 to 60");
  }
}
