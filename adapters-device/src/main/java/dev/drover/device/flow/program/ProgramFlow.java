package dev.drover.device.flow.program;

import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.domain.script.program.ProgramScript;
import dev.drover.domain.task.AttemptResult;

/**
 * Hands the prepared phone to the script's program. A program without an app gets its phone
 * elsewhere, as it is.
 */
public final class ProgramFlow implements Flow<ProgramScript> {

  @Override
  public Class<ProgramScript> script() {
    return ProgramScript.class;
  }

  @Override
  public AttemptResult run(ProgramScript script, FlowContext context) {
    context.step("start the program of script " + script.wireName(), 10);
    return context.runProgram();
  }
}
