package dev.drover.domain.script.program;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.Unfit;
import dev.drover.domain.script.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a program of the operator's, which drives the phone itself.
 *
 * @param type its declaration, which alone knows the command
 * @param values of its parameters, checked
 */
public record ProgramScript(ProgramType type, Values values) implements Script {

  @Override
  public String wireName() {
    return type.name();
  }

  /** Returns the app that is opened for the program; empty if the phone is left as it is. */
  @Override
  public Optional<Platform> platform() {
    return type.app();
  }

  @Override
  public boolean usesApp() {
    return type.app().isPresent();
  }

  @Override
  public List<Unfit> unfitFor(Platform platform) {
    return type.app()
        .filter(app -> app != platform)
        .map(app -> List.of(Unfit.scriptOnlyOn(app, type.name())))
        .orElse(List.of());
  }

  /**
   * Returns what the program is given: the values of all parameters that have one, defaults
   * included, by their names and in their order. Values are JDK values; secrets are plain text.
   */
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    for (Parameter<?> parameter : type.parameters()) {
      Optional.<Object>ofNullable(values.canonical().get(parameter.name()))
          .or(parameter::fallback)
          .map(value -> value instanceof Secret secret ? secret.value() : value)
          .ifPresent(value -> config.put(parameter.name(), value));
    }
    return Collections.unmodifiableMap(config);
  }
}
