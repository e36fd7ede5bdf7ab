package dev.drover.testkit;

import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.contract.DeviceGatewayContract;
import java.util.Optional;

class ObedientPhonesContractTest extends DeviceGatewayContract {
  ObedientPhonesContractTest() {
    super(new Lab());
  }

  private static final class Lab extends ObedientLab {
    Lab() {
      phones.behave(this::follow);
    }

    private AttemptResult follow(ObedientPhones.Run script) {
      script.run().step("follow " + script.target(), 50);
      if (!phones.online().contains(script.serial())) {
        return failed(FailureCode.DEVICE_LOST, "phone " + script.serial() + " was lost");
      }
      if (script.target().equals(missingUser())) {
        return failed(FailureCode.TARGET_NOT_FOUND, "there is no such user");
      }
      script.commitIntent("tap Follow");
      tookEffect(script);
      script.run().settleIntent(true);
      return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
    }

    private static AttemptResult failed(FailureCode code, String remark) {
      return new AttemptResult.Failed(TaskFailure.withoutEffect(code, remark));
    }
  }
}
