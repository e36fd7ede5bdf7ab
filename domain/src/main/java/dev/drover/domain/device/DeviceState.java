package dev.drover.domain.device;

/**
 * Whether a phone can be spoken to. That it is busy is not a state of the phone but of its queue.
 */
public enum DeviceState {
  /** Connected and answering. */
  ONLINE,
  /** Known, but it does not answer now. */
  OFFLINE,
  /** Reached, but the phone's owner has not accepted this computer's ADB key. */
  UNAUTHORIZED,
  /** Two phones claim the same serial: neither runs anything until one is unplugged. */
  CONFLICT
}
