package dev.drover.application.port.device;

import dev.drover.domain.control.PhoneCommand;

/**
 * A phone in the hands of a program or a person. Commands run one after another; a caller on
 * another thread waits. {@link #close} puts the phone's own keyboard back and shows the home
 * screen, unless the control was told that it may not touch the phone any more.
 */
public interface PhoneControl extends AutoCloseable {

  /**
   * Carries out a command, on the caller's thread.
   *
   * @return what the phone answers, as JDK values: Boolean, Integer, String, Map, List;
   *     Boolean.TRUE for a command that answers nothing
   * @throws CommandRefused if the phone or its screen does not allow the command; nothing, or only
   *     a part of it, took place. The message is for the user
   * @throws ControlOver if the control has ended; nothing was sent
   * @throws DeviceUnreachable if the phone is lost; the command may have taken effect
   */
  Object perform(PhoneCommand command);

  /**
   * Ends the holder's use soon, from any thread: the command under way fails and sends nothing
   * more, and later ones are refused. {@link #close} still puts back what was changed.
   */
  void abort();

  /**
   * Ends the control; a command under way is ended as by {@link #abort}. May block for some
   * seconds. A second call does nothing.
   */
  @Override
  void close();

  /**
   * Ends the control as {@link #close} does, but leaves the page that is shown: the attempt that
   * the control served goes on with it.
   */
  default void closeWithoutHome() {
    close();
  }

  /** A command can't be carried out: no node is found, text can't be typed. A retry is safe. */
  final class CommandRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandRefused(String message) {
      super(message);
    }
  }

  /** The control is over: released, out of time, or ended by the server. A retry does not help. */
  final class ControlOver extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ControlOver(String message) {
      super(message);
    }
  }
}
