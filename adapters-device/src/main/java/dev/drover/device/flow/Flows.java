package dev.drover.device.flow;

import dev.drover.domain.script.Script;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The flows that can run, one for each class of scripts. Immutable. */
public final class Flows {
  private final Map<Class<?>, Flow<?>> flows = new HashMap<>();

  /**
   * @param flows a flow that occurs several times, found through several class loaders, counts once
   * @throws IllegalArgumentException if two flows do one script; the message names both
   */
  public Flows(Collection<? extends Flow<?>> flows) {
    for (Flow<?> flow : flows) {
      Flow<?> other = this.flows.putIfAbsent(flow.script(), flow);
      if (other != null && other.getClass() != flow.getClass()) {
        throw new IllegalArgumentException(
            "two flows do the script "
                + flow.script().getName()
                + ": "
                + other.getClass().getName()
                + " and "
                + flow.getClass().getName()
                + "; remove one of them");
      }
    }
  }

  /**
   * Finds the flows that a class loader and its parents know.
   *
   * @throws ServiceConfigurationError if one can't be loaded; the message names its class
   * @throws IllegalArgumentException if two flows do one script; the message names both
   */
  public static Flows load(ClassLoader loader) {
    return new Flows(
        ServiceLoader.load(Flow.class, loader).stream()
            .<Flow<?>>map(ServiceLoader.Provider::get)
            .toList());
  }

  /** Returns the classes of the scripts that have a flow. */
  public Set<Class<?>> scripts() {
    return Set.copyOf(flows.keySet());
  }

  /** Returns the flow for a script, if there is one. */
  public Optional<Flow<?>> of(Script script) {
    return Optional.ofNullable(flows.get(script.getClass()));
  }
}
