package dev.drover.domain.device;

/** Whether a phone answers. Whether it is busy is a property of its queue, not of the phone. */
public enum DeviceState {
  /** Connected and answering. */
  ONLINE,
  /** Known, but not answering now. */
  OFFLINE,
  /** Reached, but the phone's owner has not accepted this computer's ADB key. */
  UNAUTHORIZED,
  /** Two phones claim the same serial: neither runs anything until one is unplugged. */
  CONFLICT
}
