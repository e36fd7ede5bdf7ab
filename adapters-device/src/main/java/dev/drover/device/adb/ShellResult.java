package dev.drover.device.adb;

/**
 * What a command printed.
 *
 * @param output as UTF-8
 * @param errors as UTF-8
 * @param exitCode 0..255
 */
public record ShellResult(String output, String errors, int exitCode) {

  /** Returns output and errors together, for programs that write their messages to either. */
  public String everything() {
    return output + "\n" + errors;
  }
}
