package dev.drover.device.picture;

import dev.drover.device.VirtualPhoneLab;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.testkit.contract.PhonePicturesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract of live pictures over ADB, on virtual phones. */
class LivePicturesContractTest {

  @Nested
  class ByScreencap extends PhonePicturesContract {
    ByScreencap(@TempDir Path home) {
      super(new Phones(home, false));
    }
  }

  @Nested
  class ByTheAgent extends PhonePicturesContract {
    ByTheAgent(@TempDir Path home) {
      super(new Phones(home, true));
    }
  }

  private static final class Phones extends VirtualPhoneLab implements PhonePicturesContract.Lab {
    Phones(Path home, boolean agent) {
      super(home, agent);
    }

    /** Reading the screen starts the agent, as an attempt would. */
    @Override
    public void connected(String serial) {
      if (hasAgent()) {
        gateway().hierarchy(new DeviceSerial(serial));
      }
    }
  }
}
