package dev.drover.application.live;

import dev.drover.domain.device.DeviceSerial;

/**
 * Somebody who watches. The methods are called on threads of the server, several at a time. They
 * must neither block nor throw.
 */
public interface Viewer {
  /** Shows the newest picture of a phone. */
  void picture(LivePicture picture);

  /**
   * Says why a phone gives no picture now.
   *
   * @param reason what happened, and what to do, in plain words
   */
  void problem(DeviceSerial serial, String reason);
}
