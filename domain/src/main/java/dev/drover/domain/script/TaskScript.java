package dev.drover.domain.script;

/**
 * The script of one task and the values that it was made of, as stored.
 *
 * @param number of the task among those of its request, from 0
 */
public record TaskScript(Values values, int number, Script script) {

  /** Makes the script of one task. */
  public static TaskScript of(ScriptType type, Values values, int number) {
    return new TaskScript(values, number, type.script(values, number));
  }
}
