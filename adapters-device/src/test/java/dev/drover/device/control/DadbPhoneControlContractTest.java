package dev.drover.device.control;

import dev.drover.application.port.device.PhoneControl;
import dev.drover.device.VirtualPhoneLab;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.testkit.ControlLab;
import dev.drover.testkit.contract.PhoneControlContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract of controls over ADB, on virtual phones with the agent and without. */
class DadbPhoneControlContractTest {

  @Nested
  class ByStockPrograms extends PhoneControlContract {
    ByStockPrograms(@TempDir Path home) {
      super(new Lab(home, false));
    }
  }

  @Nested
  class ByTheAgent extends PhoneControlContract {
    ByTheAgent(@TempDir Path home) {
      super(new Lab(home, true));
    }
  }

  private static final class Lab extends VirtualPhoneLab implements ControlLab {
    private static final Duration LINK_DEADLINE = Duration.ofSeconds(10);

    Lab(Path home, boolean agent) {
      super(home, agent);
    }

    @Override
    public String icon() {
      return "Instagram";
    }

    /** The comments on a video have a field. */
    @Override
    public NodeSelector openField(PhoneControl control) {
      control.perform(
          new PhoneCommand.Shell(
              List.of(
                  "am",
                  "start",
                  "-W",
                  "-a",
                  "android.intent.action.VIEW",
                  "-d",
                  "https://www.tiktok.com/@mila.cooks/video/7",
                  "com.zhiliaoapp.musically"),
              LINK_DEADLINE));
      control.perform(new PhoneCommand.TapNode(comments()));
      return NodeSelector.ofClass("android.widget.EditText");
    }

    private static NodeSelector comments() {
      return Selectors.ofDescription(NodeSelector.Comparison.STARTS_WITH, "Read or add comments");
    }

    @Override
    public boolean showsHome(String serial) {
      return phone(serial).describeScreen().startsWith("com.android.launcher");
    }

    @Override
    public boolean hasOwnKeyboard(String serial) {
      return phone(serial).inputMethod().startsWith("com.android.inputmethod.latin");
    }
  }
}
