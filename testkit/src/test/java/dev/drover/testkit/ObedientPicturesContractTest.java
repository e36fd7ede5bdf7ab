package dev.drover.testkit;

import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import dev.drover.testkit.contract.PhonePicturesContract;
import java.util.Optional;

class ObedientPicturesContractTest extends PhonePicturesContract {
  ObedientPicturesContractTest() {
    super(new Phones());
  }

  private static final class Phones extends ObedientLab implements PhonePicturesContract.Lab {
    Phones() {
      phones.behave(
          script -> {
            script.commitIntent("tap Follow");
            tookEffect(script);
            script.run().settleIntent(true);
            return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
          });
    }

    @Override
    public int received(String serial) {
      return phones.pictured(serial);
    }
  }
}
