package dev.drover.virtualphone.app;

import java.util.ArrayList;
import java.util.List;

/** Records effects in order. Safe for use by any thread. */
public final class EffectLog {
  private final List<Effect> effects = new ArrayList<>();

  public synchronized void add(Effect effect) {
    effects.add(effect);
  }

  public synchronized List<Effect> all() {
    return List.copyOf(effects);
  }
}
