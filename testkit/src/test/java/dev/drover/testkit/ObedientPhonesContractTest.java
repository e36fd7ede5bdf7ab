package dev.drover.testkit;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.contract.DeviceGatewayContract;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

class ObedientPhonesContractTest extends DeviceGatewayContract {
  ObedientPhonesContractTest() {
    super(new Lab());
  }

  private static final class Lab implements PhoneLab {
    private final ObedientPhones phones = new ObedientPhones();
    private final Map<String, Long> effects = new ConcurrentHashMap<>();

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
      effects.merge(script.serial().value(), 1L, Long::sum);
      script.run().settleIntent(true);
      return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
    }

    private static AttemptResult failed(FailureCode code, String remark) {
      return new AttemptResult.Failed(TaskFailure.withoutEffect(code, remark));
    }

    @Override
    public DeviceGateway gateway() {
      return phones;
    }

    @Override
    public String start(String serial) {
      phones.answerAt(address(serial), serial);
      return address(serial);
    }

    private static String address(String serial) {
      return serial + ".example:5555";
    }

    @Override
    public void vanish(String serial) {
      phones.fallSilent(address(serial));
    }

    @Override
    public void comeBack(String serial) {
      phones.answerAt(address(serial), serial);
    }

    @Override
    public void lookAfter() {}

    @Override
    public long effects(String serial) {
      return effects.getOrDefault(serial, 0L);
    }

    @Override
    public void close() {}
  }
}
