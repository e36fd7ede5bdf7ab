package dev.drover.device.adb;

/**
 * What a command printed.
 *
 * @param output as UTF-8
 * @param errors as UTF-8
 * @param exitCode 0..255
 */
public record ShellResult(String output, String errors, int exitCode) {

  /** Both, for looking for words that programs print to either. */
  public String everything() {
    return output + "\n" + errors;
  }
}
