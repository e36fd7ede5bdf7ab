package dev.drover.testkit;

import dev.drover.application.port.device.PhoneControl;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.testkit.contract.PhoneControlContract;

class ObedientControlContractTest extends PhoneControlContract {
  ObedientControlContractTest() {
    super(new Lab());
  }

  private static final class Lab extends ObedientLab implements ControlLab {
    @Override
    public String icon() {
      return ObedientScreen.ICON;
    }

    @Override
    public NodeSelector openField(PhoneControl control) {
      control.perform(new PhoneCommand.TapNode(NodeSelector.ofText(icon())));
      return NodeSelector.ofClass(ObedientScreen.FIELD_CLASS);
    }

    @Override
    public int received(String serial) {
      return phones.received(serial).size();
    }

    @Override
    public boolean showsHome(String serial) {
      return phones.showsHome(serial);
    }

    @Override
    public boolean hasOwnKeyboard(String serial) {
      return phones.hasOwnKeyboard(serial);
    }
  }
}
