package dev.drover.testkit;

import dev.drover.application.port.device.PhoneControl;
import dev.drover.domain.control.NodeSelector;

/** Phones for the tests of a gateway's {@link PhoneControl}. */
public interface ControlLab extends PhoneLab {

  /** The text of the one node on each phone's home screen that opens an app when it is tapped. */
  String icon();

  /**
   * Brings a phone to a page with an empty field, which need not have the focus.
   *
   * @return chooses the field
   */
  NodeSelector openField(PhoneControl control);

  /** How many commands a phone was sent, reading of the screen included. */
  int received(String serial);

  /** Makes a phone take the next commands and not answer, for as long as a test lasts. */
  void fallSilent(String serial);

  boolean showsHome(String serial);

  /** Whether the phone's own keyboard is in use. */
  boolean hasOwnKeyboard(String serial);
}
