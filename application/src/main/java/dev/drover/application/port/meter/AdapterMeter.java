package dev.drover.application.port.meter;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Where an adapter registers what can be measured of it. The suppliers are called on any thread
 * whenever somebody reads the metrics: they must neither block nor throw.
 */
public interface AdapterMeter {

  /** A value that goes up and down. */
  void gauge(Measure measure, DoubleSupplier value);

  /** A total that only grows. */
  void counter(Measure measure, DoubleSupplier total);

  /**
   * How often something happens and how long it takes.
   *
   * @return to be called with each duration, on any thread
   */
  Consumer<Duration> timer(Measure measure);

  /**
   * What is measured.
   *
   * @param name lower-case words joined by dots, such as {@code hikaricp.connections.active}
   * @param description one line
   * @param labels few values each; none names a user, an account or a phone
   */
  record Measure(String name, String description, Map<String, String> labels) {
    public Measure {
      labels = Map.copyOf(labels);
    }

    public Measure(String name, String description) {
      this(name, description, Map.of());
    }
  }
}
